import type { OpenConnection } from "@trasvase/shared/connector.ts";
import { sandboxCredentials } from "../sandbox-tokens.ts";
import { describeConnector } from "../testing/connector-suite.ts";
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
