import type { OpenConnection, RawRecord } from "@trasvase/shared/connector.ts";
import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import type { Sandbox, SandboxKeep } from "../sandbox.ts";
import { sandboxCredentials } from "../sandbox-tokens.ts";
import { type Aspect, type ConnectorFixture, describeConnector } from "../testing/connector-suite.ts";
import { oauthSecrets, openWorld, systemAddress, writeAll } from "../testing/open-world.ts";
import { exactOnlineConnector } from "./client.ts";
import { createExactOnlineSandbox } from "./sandbox.ts";

const division = 3141592;
const connection: OpenConnection = {
  name: "exact",
  connector: "exact-online",
  settings: { baseUrl: `${systemAddress}/`, division, clientId: sandboxCredentials.clientId },
  secrets: oauthSecrets,
};

/** The tables of the stand-in's first administration. */
type Tables = Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;

function tablesOf(sandbox: Sandbox): Tables {
  const held = sandbox.snapshot() as unknown as {
    readonly divisions: Readonly<Record<string, { readonly tables: Tables }>>;
  };
  return held.divisions[division]?.tables ?? {};
}

const idOf = (name: string) => (record: RawRecord) => String((record.data as Record<string, Json>)[name]);

/** What a fixture says beside the connection; it may look at what the stand-in holds. */
type Parts = (held: Tables) => Pick<ConnectorFixture, "find" | "write"> & {
  readonly read?: Omit<NonNullable<ConnectorFixture["read"]>, "change">;
  /** Records to be made between two reads. */
  readonly changes?: readonly JsonObject[];
};

function describeResource(name: string, aspects: readonly Aspect[], parts: Parts, filled = false): void {
  describeConnector(`exact-online: ${name}`, aspects, async () => {
    const keep = filled ? await keepOfAccounts() : undefined;
    const { world, sandbox } = await openWorld((now) =>
      createExactOnlineSandbox({ now, callsPerMinute: 1000, ...(keep ? { keep } : {}) }),
    );
    const { changes = [], read, ...rest } = parts(tablesOf(sandbox));
    const base = { connector: exactOnlineConnector, connection, world };
    const intents = changes.map((data) => ({
      resource: read?.resource ?? "",
      action: "create" as const,
      data,
    }));
    return {
      ...base,
      ...rest,
      sandbox,
      ...(read ? { read: { ...read, change: () => writeAll(base, intents) } } : {}),
    };
  });
}

const all: readonly Aspect[] = ["find", "write", "match", "update", "refuse", "http"];
const following: readonly Aspect[] = ["read", "incremental", "change", "since"];

const accountParts =
  (options: JsonObject): Parts =>
  () => ({
    read: { resource: "accounts", options, count: 158, id: idOf("ID"), incremental: true },
    changes: [
      { Name: "Nieuw een", Status: "C" },
      { Name: "Nieuw twee", Status: "C" },
    ],
    find: {
      resource: "accounts",
      options: {},
      field: "Code",
      present: ["10001", "10002", 20003, ...Array.from({ length: 40 }, (_, index) => String(50_000 + index))],
      missing: "99999",
    },
    write: {
      resource: "accounts",
      options: {},
      create: {
        Name: "Íñigo & Müller 'De Spaak' 東京",
        Status: "C",
        Email: "inigo@despaak.example",
        Country: "NL",
        City: "Capelle aan den IJssel",
        SearchCode: "",
      },
      matchField: "Email",
      update: { City: "Zoetermeer" },
      refused: { Status: "C", Country: "Atlantis" },
    },
  });

describeResource("accounts, by row version", [...following, ...all, "tokens"], accountParts({}), true);
describeResource(
  "accounts, by time of change",
  [...following, "http", "tokens"],
  accountParts({ changes: "modified" }),
  true,
);

describeResource("contacts", all, (held) => ({
  find: {
    resource: "contacts",
    options: {},
    field: "Email",
    present: ["noor@hetwiel.example"],
    missing: "x@x.example",
  },
  write: {
    resource: "contacts",
    options: {},
    create: {
      Account: held["crm/Accounts"]?.[0]?.ID ?? "",
      FirstName: "Zoë",
      LastName: "d'Ávila",
      Email: "zoe@x.example",
    },
    matchField: "Email",
    update: { JobTitleDescription: "Inkoop" },
    refused: { Account: held["crm/Accounts"]?.[0]?.ID ?? "", Email: "niemand@x.example" },
  },
}));

describeResource("addresses", [...following, ...all], (held) => {
  const Account = held["crm/Accounts"]?.[0]?.ID ?? "";
  const place = { Account, Type: 4, City: "Hoorn", Country: "NL" };
  return {
    read: { resource: "addresses", options: {}, count: 16, id: idOf("ID"), incremental: true },
    changes: [{ ...place, AddressLine1: "Havenkade 2" }],
    find: {
      resource: "addresses",
      options: {},
      field: "ID",
      present: [held["crm/Addresses"]?.[3]?.ID ?? ""],
      missing: Account,
    },
    write: {
      resource: "addresses",
      options: {},
      create: { ...place, AddressLine1: "Straße 'Zur Mühle' 東京", Postcode: "1621 AA" },
      matchField: "AddressLine1",
      update: { Postcode: "1621 AB" },
      refused: { ...place, AddressLine1: "X", Country: "Atlantis" },
    },
  };
});

describeResource("items", [...following, ...all], () => ({
  read: { resource: "items", options: {}, count: 13, id: idOf("ID"), incremental: true },
  changes: [{ Code: "NIEUW-1", Description: "Nieuw" }],
  find: {
    resource: "items",
    options: {},
    field: "Code",
    present: ["BEL-CHR-01", "POMP-STA-11", "VERZEND"],
    missing: "NIX",
  },
  write: {
    resource: "items",
    options: {},
    create: {
      Code: "ÉÉN-01",
      Description: "Gelzadel «été» 東京",
      Unit: "stuk",
      SalesVatCode: "VH",
      IsSalesItem: true,
      Notes: "",
    },
    matchField: "Code",
    update: { ExtraDescription: "Met gel" },
    refused: { Code: "X-1", Description: "X", SalesVatCode: "??" },
  },
}));

describeResource("sales prices", ["find", "write", "match", "update", "refuse", "http"], (held) => {
  const [first, second] = held["logistics/Items"] ?? [];
  const price = {
    Currency: "EUR",
    Unit: "stuk",
    Quantity: 1,
    NumberOfItemsPerUnit: 1,
    StartDate: "2026-04-01",
  };
  return {
    find: {
      resource: "salesItemPrices",
      options: {},
      field: "Item",
      present: [first?.ID ?? "", second?.ID ?? ""],
      missing: held["crm/Accounts"]?.[0]?.ID ?? "",
    },
    write: {
      resource: "salesItemPrices",
      options: {},
      create: { Item: first?.ID ?? "", Price: 12.5, ...price },
      another: { Item: first?.ID ?? "", Price: 12.5, ...price, StartDate: "2026-05-01" },
      matchField: "StartDate",
      update: { Price: 13 },
      refused: { Item: first?.ID ?? "", Price: 12.5 },
    },
  };
});

describeResource("stock positions", ["read", "incremental", "http"], () => ({
  read: { resource: "stockPositions", options: {}, count: 11, id: idOf("ID"), incremental: true },
}));

const orderOf = (held: Tables, ref: string): JsonObject => ({
  OrderedBy: held["crm/Accounts"]?.[0]?.ID ?? "",
  YourRef: ref,
  Description: "Bestelling 'zeven' – één",
  SalesOrderLines: [
    { Item: held["logistics/Items"]?.[0]?.ID ?? "", Quantity: 2, NetPrice: 11.53, VATCode: "VH" },
  ],
});

describeResource("sales orders", [...following, ...all], (held) => ({
  read: { resource: "salesOrders", options: {}, count: 1, id: idOf("OrderID"), incremental: true },
  changes: [orderOf(held, "WEB-9001"), orderOf(held, "WEB-9002")],
  find: {
    resource: "salesOrders",
    options: {},
    field: "YourRef",
    present: ["WEB-1003"],
    missing: "WEB-9999",
  },
  write: {
    resource: "salesOrders",
    options: {},
    create: orderOf(held, "WEB-7001"),
    matchField: "YourRef",
    update: { Description: "Aangepast" },
    refused: { OrderedBy: held["crm/Accounts"]?.[0]?.ID ?? "", YourRef: "WEB-7002", SalesOrderLines: [] },
  },
}));

const invoiceOf = (held: Tables, ref: string): JsonObject => ({
  Journal: "70",
  OrderedBy: held["crm/Accounts"]?.[0]?.ID ?? "",
  YourRef: ref,
  SalesInvoiceLines: [
    { Item: held["logistics/Items"]?.[0]?.ID ?? "", Quantity: 2, NetPrice: 11.53, VATCode: "VH" },
  ],
});

describeResource("sales invoices", [...following, "write", "match", "update", "refuse", "http"], (held) => ({
  read: { resource: "salesInvoices", options: {}, count: 0, id: idOf("InvoiceID"), incremental: true },
  changes: [invoiceOf(held, "WEB-9001")],
  write: {
    resource: "salesInvoices",
    options: {},
    create: invoiceOf(held, "WEB-8001"),
    matchField: "YourRef",
    update: { Description: "Aangepast" },
    // A direct invoice moves stock and needs to know of which warehouse.
    refused: { ...invoiceOf(held, "WEB-8002"), Type: 8023 },
  },
}));

describeResource("sales entries", ["write", "match", "update", "refuse", "http"], (held) => {
  const entry = {
    Customer: held["crm/Accounts"]?.[0]?.ID ?? "",
    Journal: "70",
    SalesEntryLines: [
      { GLAccount: held["financial/GLAccounts"]?.[2]?.ID ?? "", AmountFC: 100, VATCode: "VH" },
    ],
  };
  return {
    write: {
      resource: "salesEntries",
      options: {},
      create: { ...entry, YourRef: "WEB-8101" },
      matchField: "YourRef",
      update: { Description: "Aangepast" },
      refused: { ...entry, YourRef: "WEB-8102", Journal: "99" },
    },
  };
});

describeResource("documents", [...following, "write", "match", "update", "refuse", "http"], () => ({
  read: { resource: "documents", options: {}, count: 0, id: idOf("ID"), incremental: true },
  changes: [{ Subject: "Nieuw", Type: 55 }],
  write: {
    resource: "documents",
    options: {},
    create: { Subject: "Factuur «1001»", Type: 10 },
    matchField: "Subject",
    update: { Body: "Zie bijlage" },
    refused: { Subject: "Zonder soort" },
  },
}));

describeConnector(
  "exact-online: files of documents",
  ["write", "match", "refuse", "http"],
  async (): Promise<ConnectorFixture> => {
    const { world, sandbox } = await openWorld((now) =>
      createExactOnlineSandbox({ now, callsPerMinute: 1000 }),
    );
    const base = { connector: exactOnlineConnector, connection, world };
    const document = {
      resource: "documents",
      action: "create" as const,
      data: { Subject: "Factuur", Type: 10 },
    };
    const [Document = ""] = await writeAll(base, [document]);
    return {
      ...base,
      sandbox,
      write: {
        resource: "documentAttachments",
        options: {},
        create: { Document, FileName: "factuur «1001».pdf", Attachment: "JVBERi0=" },
        matchField: "FileName",
        update: undefined,
        refused: { Document, FileName: "leeg.pdf" },
      },
    };
  },
);

describeResource("VAT codes", ["read", "find", "http"], () => ({
  read: { resource: "vatCodes", options: {}, count: 8, id: idOf("Code"), incremental: false },
  find: { resource: "vatCodes", options: {}, field: "Code", present: ["VH", "VL", "BE"], missing: "ZZ" },
}));

describeResource("general ledger accounts", ["read", "incremental", "find", "http"], () => ({
  read: { resource: "glAccounts", options: {}, count: 5, id: idOf("Code"), incremental: true },
  find: { resource: "glAccounts", options: {}, field: "Code", present: ["8000", "1300"], missing: "9999" },
}));

let filled: Promise<string> | undefined;

/** What a stand-in with 150 more accounts holds; filled once for all tests. */
async function keepOfAccounts(): Promise<SandboxKeep> {
  filled ??= (async () => {
    const { sandbox, world } = await openWorld((now) =>
      createExactOnlineSandbox({ now, callsPerMinute: 1000 }),
    );
    const accounts = Array.from({ length: 150 }, (_, index) => ({
      resource: "accounts",
      action: "create" as const,
      data: { Code: String(50_000 + index), Name: `Zoë ${index}`, Status: "C", Email: `z${index}@x.example` },
    }));
    await writeAll({ connector: exactOnlineConnector, connection, world }, accounts);
    await world.close();
    return JSON.stringify(sandbox.snapshot());
  })();
  const text = await filled;
  return { read: async () => text, write: async () => undefined };
}
