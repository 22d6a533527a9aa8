import type { OpenConnection, RawRecord } from "@trasvase/shared/connector.ts";
import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import { sandboxCredentials } from "../sandbox-tokens.ts";
import { type Aspect, type ConnectorFixture, describeConnector } from "../testing/connector-suite.ts";
import { oauthSecrets, openWorld, systemAddress, writeAll } from "../testing/open-world.ts";
import { accountViewConnector } from "./client.ts";
import { sandboxCompanies } from "./sandbox/seed.ts";
import { createAccountViewSandbox } from "./sandbox.ts";

const connection: OpenConnection = {
  name: "accountview",
  connector: "accountview",
  settings: {
    baseUrl: systemAddress,
    company: sandboxCompanies[0].Id,
    clientId: sandboxCredentials.clientId,
  },
  secrets: oauthSecrets,
};

describeConnector(
  "accountview: debtors",
  ["read", "incremental", "change", "since", "find", "write", "match", "update", "refuse", "http", "tokens"],
  async () => {
    const { world, sandbox } = await openWorld((now) => createAccountViewSandbox({ now }));
    return {
      connector: accountViewConnector,
      connection,
      world,
      sandbox,
      read: {
        resource: "debtors",
        options: {},
        count: 40,
        id: (record) => String((record.data as { SUB_NR: string }).SUB_NR),
        incremental: true,
        change: () =>
          writeAll({ connector: accountViewConnector, connection, world }, [
            {
              resource: "debtors",
              action: "create",
              data: { ACCT_NAME: "Nieuw", SRC_CODE: "NIEUW", ACCT_NR: "1300", CNT_CODE: "NL" },
            },
          ]),
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
  const { world, sandbox } = await openWorld((now) => createAccountViewSandbox({ now }));
  return {
    connector: accountViewConnector,
    connection,
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

const debtor = { resource: "debtors", action: "create" as const };

/** A fixture on a stand-in of its own. */
function describeResource(
  name: string,
  aspects: readonly Aspect[],
  parts: Pick<ConnectorFixture, "find" | "write"> & {
    readonly read?: Omit<NonNullable<ConnectorFixture["read"]>, "change">;
    readonly changes?: readonly JsonObject[];
  },
): void {
  describeConnector(`accountview: ${name}`, aspects, async () => {
    const { world, sandbox } = await openWorld((now) => createAccountViewSandbox({ now }));
    const base = { connector: accountViewConnector, connection, world };
    const { changes = [], read, ...rest } = parts;
    const intents = changes.map((data) => ({ ...debtor, resource: read?.resource ?? "", data }));
    return {
      ...base,
      ...rest,
      sandbox,
      ...(read ? { read: { ...read, change: () => writeAll(base, intents) } } : {}),
    };
  });
}

const idOf = (name: string) => (record: RawRecord) => String((record.data as Record<string, Json>)[name]);
const written: readonly Aspect[] = ["find", "write", "match", "refuse", "http"];
const following: readonly Aspect[] = ["read", "incremental", "change", "since"];

describeResource("articles", [...following, ...written, "update"], {
  read: { resource: "articles", options: {}, count: 6, id: idOf("ART_CODE"), incremental: true },
  changes: [{ ART_CODE: "NIEUW-1", ART_DESC1: "Nieuw", AG_CODE: "DIV" }],
  find: {
    resource: "articles",
    options: {},
    field: "ART_CODE",
    present: ["STOEL-01", "LAMP-12"],
    missing: "NIX",
  },
  write: {
    resource: "articles",
    options: {},
    create: {
      ART_CODE: "ÉÉN-01",
      ART_DESC1: "Zetel «été» 東京",
      AG_CODE: "MEUB",
      PX_SELL: 12.5,
      IMG_MEDIUM: "",
    },
    matchField: "ART_CODE",
    update: { PX_SELL: 13.5 },
    refused: { ART_CODE: "X", ART_DESC1: "X", AG_CODE: "NIX" },
  },
});

describeResource("stock", ["read", "find", "http"], {
  read: { resource: "stock", options: {}, count: 6, id: idOf("ART_CODE"), incremental: false },
  find: { resource: "stock", options: {}, field: "ART_CODE", present: ["STOEL-01"], missing: "NIX" },
});

describeResource("delivery addresses", [...following, "write", "match", "update", "refuse", "http"], {
  read: { resource: "deliveryAddresses", options: {}, count: 2, id: idOf("REC_ID"), incremental: true },
  changes: [{ SUB_NR: "10003", DEL_NAME: "Loods", ADDRESS1: "Havenkade 2" }],
  write: {
    resource: "deliveryAddresses",
    options: {},
    create: {
      SUB_NR: "10003",
      DEL_NAME: "Magazijn «Zoë»",
      ADDRESS1: "Havenkade 2",
      CITY: "Hoorn",
      CNT_CODE: "NL",
    },
    matchField: "DEL_NAME",
    update: { CITY: "Enkhuizen" },
    refused: { SUB_NR: "99999", DEL_NAME: "Nergens" },
  },
});

describeResource("invoices", ["write", "match", "refuse", "http"], {
  write: {
    resource: "journalPages",
    options: {},
    create: {
      DJ_CODE: "700",
      INV_NR: "20260001",
      HDR_DESC: "Webshop #1001",
      TRN_DATE: "2026-03-06",
      SUB_NR: "10003",
      GROSS_FLG: false,
      DJ_LINE: [{ ACCT_NR: "8000", TRN_DESC: "Eiken stoel", AMOUNT: 100, VAT_CODE: "1", VAT_AMT: 21 }],
    },
    matchField: "INV_NR",
    update: undefined,
    refused: {
      DJ_CODE: "700",
      INV_NR: "20260002",
      HDR_DESC: "Webshop",
      TRN_DATE: "2026-03-06",
      DJ_LINE: [{ ACCT_NR: "9999", AMOUNT: 1 }],
    },
  },
});

describeResource("VAT codes", ["read", "find", "http"], {
  read: { resource: "vatCodes", options: {}, count: 4, id: idOf("VAT_CODE"), incremental: true },
  find: { resource: "vatCodes", options: {}, field: "VAT_CODE", present: ["1", "V"], missing: "9" },
});

describeResource("ledger accounts", ["read", "find", "http"], {
  read: { resource: "ledgerAccounts", options: {}, count: 5, id: idOf("ACCT_NR"), incremental: false },
  find: {
    resource: "ledgerAccounts",
    options: {},
    field: "ACCT_NR",
    present: ["1300", "8000"],
    missing: "9999",
  },
});

const projects = { businessObject: "PJ1", keyField: "PROJ_CODE" };

describeResource("another business object", ["find", "write", "match", "update", "refuse", "http"], {
  find: {
    resource: "businessObjects",
    options: { businessObject: "AG1", keyField: "AG_CODE" },
    field: "AG_CODE",
    present: ["MEUB", "DIV"],
    missing: "NIX",
  },
  write: {
    resource: "businessObjects",
    options: projects,
    create: { PROJ_CODE: "P-100", PROJ_DESC: "Verbouwing «Zuid»" },
    matchField: "PROJ_CODE",
    update: { PROJ_DESC: "Verbouwing" },
    refused: { PROJ_DESC: "Zonder code" },
  },
});
