import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Secret } from "@trasvase/shared/secret.ts";
import { accountViewConnector } from "./accountview/client.ts";
import { sandboxCompanies } from "./accountview/sandbox/seed.ts";
import { createAccountViewSandbox } from "./accountview/sandbox.ts";
import { exactOnlineConnector } from "./exact-online/client.ts";
import { createExactOnlineSandbox } from "./exact-online/sandbox.ts";
import { fileConnector } from "./file/client.ts";
import { httpConnector } from "./http/client.ts";
import { createMemorySystem } from "./memory/memory-system.ts";
import type { Sandbox, SandboxKeep } from "./sandbox.ts";
import { sandboxCredentials } from "./sandbox-tokens.ts";
import { describeConnector } from "./testing/connector-suite.ts";
import { createRestSandbox } from "./testing/rest-sandbox.ts";
import { createTestWorld, type TestWorld } from "./testing/world.ts";

const systemAddress = "https://system.example";

async function worldOf(
  make: (now: () => number) => Sandbox,
): Promise<{ readonly world: TestWorld; readonly sandbox: Sandbox }> {
  const late: { sandbox?: Sandbox } = {};
  const world = await createTestWorld(async (request) => {
    if (!late.sandbox) throw new Error("The sandbox is not there yet.");
    return late.sandbox.handle(request);
  });
  late.sandbox = make(world.now);
  return { world, sandbox: late.sandbox };
}

const oauthSecrets = {
  clientSecret: new Secret(sandboxCredentials.clientSecret),
  refreshToken: new Secret(sandboxCredentials.refreshToken),
};

describeConnector("file", ["read", "incremental"], async () => {
  const world = await createTestWorld(async () => new Response("", { status: 404 }));
  const lines = Array.from({ length: 2500 }, (_, index) => JSON.stringify({ id: `R${index}`, name: "Zoë" }));
  await writeFile(join(world.filesRoot, "records.ndjson"), lines.join("\n"));
  return {
    connector: fileConnector,
    connection: { name: "files", connector: "file", settings: { folder: "" }, secrets: {} },
    world,
    read: {
      resource: "ndjson",
      options: { path: "records.ndjson" },
      count: 2500,
      id: (record) => String((record.data as { id: string }).id),
      incremental: true,
    },
  };
});

describeConnector("memory", ["read", "incremental", "write", "match", "update", "key"], async () => {
  const world = await createTestWorld(async () => new Response("", { status: 404 }));
  const seed = Array.from({ length: 250 }, (_, index) => ({ code: `C${index}`, name: "Zoë" }));
  const system = createMemorySystem({
    resources: [{ name: "things", repeat: "key" }],
    seed: { things: seed },
  });
  return {
    connector: system.connector,
    connection: { name: "memory", connector: "memory", settings: {}, secrets: {} },
    world,
    read: {
      resource: "things",
      options: {},
      count: 250,
      id: (record) => String((record.data as { code: string }).code),
      incremental: true,
    },
    write: {
      resource: "things",
      options: {},
      create: { code: "N1", name: "Íñigo Müller 東京 🍜", note: "" },
      matchField: "code",
      update: { name: "Íñigo" },
      refused: undefined,
    },
  };
});

describeConnector("http", ["read", "find", "write", "match", "update", "key", "refuse", "http"], async () => {
  const seed = Array.from({ length: 25 }, (_, index) => ({
    id: `T${index}`,
    email: `t${index}@x.example`,
    name: "Zoë",
  }));
  const { world, sandbox } = await worldOf(() => createRestSandbox({ token: "very-secret-token", seed }));
  const finding = { findPath: "/things?email={value}", findRecords: "data.items" };
  return {
    connector: httpConnector,
    connection: {
      name: "rest",
      connector: "http",
      settings: { baseUrl: systemAddress, auth: "bearer" },
      secrets: { token: new Secret("very-secret-token") },
    },
    world,
    sandbox,
    read: {
      resource: "records",
      options: {
        path: "/things",
        records: "data.items",
        paging: "page",
        sizeParameter: "limit",
        pageSize: 10,
      },
      count: 25,
      id: (record) => String((record.data as { id: string }).id),
      incremental: false,
    },
    find: {
      resource: "records",
      options: finding,
      field: "email",
      present: ["t3@x.example", "T7@x.example", "t24@x.example"],
      missing: "nobody@x.example",
    },
    write: {
      resource: "records",
      options: { createPath: "/things", updatePath: "/things/{id}", ...finding },
      create: { email: "new@x.example", name: "Íñigo Müller 東京 🍜", note: "" },
      matchField: "email",
      update: { name: "Íñigo" },
      refused: { email: "new@x.example", name: "" },
    },
  };
});

describeConnector(
  "exact-online: accounts",
  ["read", "incremental", "find", "write", "match", "update", "refuse", "http", "tokens"],
  async () => {
    const keep = await keepOfAccounts();
    const { world, sandbox } = await worldOf((now) =>
      createExactOnlineSandbox({ now, keep, callsPerMinute: 1000 }),
    );
    return {
      connector: exactOnlineConnector,
      connection: {
        name: "exact",
        connector: "exact-online",
        settings: { baseUrl: systemAddress, division: 3141592, clientId: sandboxCredentials.clientId },
        secrets: oauthSecrets,
      },
      world,
      sandbox,
      read: {
        resource: "accounts",
        options: {},
        count: 158,
        id: (record) => String((record.data as { ID: string }).ID),
        incremental: true,
      },
      find: {
        resource: "accounts",
        options: {},
        field: "Code",
        present: [
          "10001",
          "10002",
          20003,
          ...Array.from({ length: 40 }, (_, index) => String(50_000 + index)),
        ],
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
    };
  },
);

describeConnector(
  "exact-online: sales orders",
  ["find", "write", "match", "update", "refuse", "http"],
  async () => {
    const { world, sandbox } = await worldOf((now) =>
      createExactOnlineSandbox({ now, callsPerMinute: 1000 }),
    );
    const held = sandbox.snapshot() as unknown as SandboxTables;
    const tables = held.divisions["3141592"]?.tables ?? {};
    const item = tables["logistics/Items"]?.[0]?.ID ?? "";
    const account = tables["crm/Accounts"]?.[0]?.ID ?? "";
    return {
      connector: exactOnlineConnector,
      connection: {
        name: "exact",
        connector: "exact-online",
        settings: { baseUrl: `${systemAddress}/`, division: 3141592, clientId: sandboxCredentials.clientId },
        secrets: oauthSecrets,
      },
      world,
      sandbox,
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
        create: {
          OrderedBy: account,
          YourRef: "WEB-7001",
          Description: "Bestelling 'zeven' – één",
          SalesOrderLines: [{ Item: item, Quantity: 2, NetPrice: 11.53, VATCode: "VH" }],
        },
        matchField: "YourRef",
        update: { Description: "Aangepast" },
        refused: { OrderedBy: account, YourRef: "WEB-7002", SalesOrderLines: [] },
      },
    };
  },
);

describeConnector(
  "accountview: debtors",
  ["read", "incremental", "find", "write", "match", "update", "refuse", "http", "tokens"],
  async () => {
    const { world, sandbox } = await worldOf((now) => createAccountViewSandbox({ now }));
    return {
      connector: accountViewConnector,
      connection: accountViewConnection(),
      world,
      sandbox,
      read: {
        resource: "debtors",
        options: {},
        count: 40,
        id: (record) => String((record.data as { SUB_NR: string }).SUB_NR),
        incremental: true,
      },
      find: {
        resource: "debtors",
        options: {},
        field: "SUB_NR",
        present: Array.from({ length: 35 }, (_, index) => String(10_001 + index)),
        missing: "99999",
      },
      write: {
        resource: "debtors",
        options: {},
        create: {
          ACCT_NAME: "Íñigo & Müller 東京",
          SRC_CODE: "INIGO",
          ACCT_NR: "1300",
          MAIL_BUS: "inigo@despaak.example",
          ADDRESS1: "",
          CNT_CODE: "NL",
        },
        matchField: "MAIL_BUS",
        update: { TEL_BUS: "0229-300400" },
        refused: { ACCT_NAME: "Zonder zoekcode", ACCT_NR: "1300" },
      },
    };
  },
);

describeConnector("accountview: sales orders", ["write", "match", "refuse", "http"], async () => {
  const { world, sandbox } = await worldOf((now) => createAccountViewSandbox({ now }));
  return {
    connector: accountViewConnector,
    connection: accountViewConnection(),
    world,
    sandbox,
    write: {
      resource: "salesOrders",
      options: {},
      create: {
        ORD_DATE: "2026-03-06T00:00:00",
        RPL_INV: "10003",
        RPL_DEL: "10003",
        COMMENT1: "#1001",
        TO_EMAIL: "info@jansen.example",
        SO_LINE: [
          { ART_CODE: "STOEL-01", ORD_QTY: 2, ART_PX: 149.5 },
          { ART_CODE: "VERZEND", ORD_QTY: 1, ART_PX: 6.95 },
        ],
      },
      matchField: "COMMENT1",
      update: undefined,
      refused: {
        RPL_INV: "10003",
        RPL_DEL: "10003",
        COMMENT1: "#1002",
        SO_LINE: [{ ART_CODE: "NIX", ORD_QTY: 1 }],
      },
    },
  };
});

interface SandboxTables {
  readonly divisions: Readonly<
    Record<string, { readonly tables: Readonly<Record<string, readonly { readonly ID: string }[]>> }>
  >;
}

function accountViewConnection() {
  return {
    name: "accountview",
    connector: "accountview",
    settings: {
      baseUrl: systemAddress,
      company: sandboxCompanies[0].Id,
      clientId: sandboxCredentials.clientId,
    },
    secrets: oauthSecrets,
  };
}

let filled: Promise<string> | undefined;

/** What a stand-in with 150 more accounts holds; filled once for all tests. */
async function keepOfAccounts(): Promise<SandboxKeep> {
  filled ??= (async () => {
    const now = () => Date.UTC(2026, 2, 2, 9, 0, 0);
    const sandbox = createExactOnlineSandbox({ now, callsPerMinute: 1000 });
    await createAccounts(sandbox, 150);
    return JSON.stringify(sandbox.snapshot());
  })();
  const text = await filled;
  return { read: async () => text, write: async () => undefined };
}

async function createAccounts(sandbox: Sandbox, count: number): Promise<void> {
  const form = new URLSearchParams({
    grant_type: "refresh_token",
    refresh_token: "sandbox-refresh-seeding",
    client_id: sandboxCredentials.clientId,
    client_secret: sandboxCredentials.clientSecret,
  });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const answer = await sandbox.handle(
    new Request(`${systemAddress}/api/oauth2/token`, { method: "POST", headers, body: form.toString() }),
  );
  const { access_token } = (await answer.json()) as { access_token: string };
  for (let index = 0; index < count; index++) {
    const body = JSON.stringify({
      Code: String(50_000 + index),
      Name: `Zoë ${index}`,
      Status: "C",
      Email: `z${index}@x.example`,
    });
    await sandbox.handle(
      new Request(`${systemAddress}/api/v1/3141592/crm/Accounts`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${access_token}`,
          accept: "application/json",
          "content-type": "application/json",
        },
        body,
      }),
    );
  }
}
