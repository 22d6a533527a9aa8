import type { OpenConnection, WriteIntent } from "@trasvase/shared/connector.ts";
import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import { Secret } from "@trasvase/shared/secret.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../sandbox.ts";
import { sandboxCredentials } from "../sandbox-tokens.ts";
import { createTestWorld, type TestWorld } from "../testing/world.ts";
import { accountViewConnector } from "./client.ts";
import { debtors } from "./debtors.ts";
import { recordsIn } from "./rows.ts";
import { salesOrders } from "./sales-orders.ts";
import type { AccountViewQuirks } from "./sandbox/query.ts";
import { sandboxCompanies } from "./sandbox/seed.ts";
import { createAccountViewSandbox } from "./sandbox.ts";

const signal = new AbortController().signal;
let world: TestWorld;
let sandbox: Sandbox;

async function start(quirks: Partial<AccountViewQuirks> = {}): Promise<void> {
  world = await createTestWorld((request) => sandbox.handle(request));
  sandbox = createAccountViewSandbox({ now: world.now, quirks });
}
beforeEach(() => start());
afterEach(() => world.close());

const connection = (company: string = sandboxCompanies[0].Id): OpenConnection => ({
  name: "accountview",
  connector: "accountview",
  settings: { baseUrl: "https://av.example", company, clientId: sandboxCredentials.clientId },
  secrets: {
    clientSecret: new Secret(sandboxCredentials.clientSecret),
    refreshToken: new Secret(sandboxCredentials.refreshToken),
  },
});
const reader = (company?: string) => accountViewConnector.openReader(connection(company), world.services);

async function find(resource: string, fields: readonly string[], ...values: (readonly Json[])[]) {
  return (await reader()).find({ resource, options: {}, fields, values, signal });
}

async function write(intent: Partial<WriteIntent> & Pick<WriteIntent, "resource" | "data">) {
  const writer = await accountViewConnector.openWriter(connection(), world.services);
  const [result] = await writer.write([{ id: "a1", options: {}, action: "create", ...intent }], signal);
  return result;
}

async function read(cursor?: Json) {
  const records: JsonObject[] = [];
  let last = cursor;
  for await (const batch of (await reader()).read({ resource: "debtors", options: {}, cursor, signal })) {
    records.push(...batch.records.map(({ data }) => data as JsonObject));
    last = batch.cursor ?? last;
  }
  return { records, cursor: last };
}

const jansen = {
  ACCT_NR: "1300",
  ACCT_NAME: "Jansen Hoveniers",
  SRC_CODE: "HOVEN",
  ADDRESS1: "Dorpsweg 7",
  POST_CODE: "1234 AB",
  CITY: "Hoorn",
  CNT_CODE: "NL",
};

describe("AccountView", () => {
  it("sends a debtor as a definition and values in its order", async () => {
    const intent: WriteIntent = {
      id: "a1",
      resource: "debtors",
      options: {},
      action: "create",
      data: jansen,
    };
    const [request] = (await reader()).describe(intent);
    expect(request).toMatchObject({
      method: "POST",
      url: "https://av.example/api/v3/accountviewdata",
      headers: { "x-company": sandboxCompanies[0].Id, Authorization: "Bearer •••" },
      body: {
        BusinessObject: "AR1",
        Table: {
          Definition: {
            Name: "CONTACT",
            Fields: [
              { Name: "RowId", FieldType: "C" },
              { Name: "ACCT_NR", FieldType: "C" },
              ...Array.from({ length: 6 }, () => ({ FieldType: "C" })),
            ],
          },
        },
        TableData: {
          Data: {
            Rows: [
              { Values: ["1", "1300", "Jansen Hoveniers", "HOVEN", "Dorpsweg 7", "1234 AB", "Hoorn", "NL"] },
            ],
          },
        },
      },
    });
  });

  it("sends an order with its lines joined to it", async () => {
    const data = {
      ORD_DATE: "2026-03-06",
      RPL_INV: "10003",
      RPL_DEL: "10003",
      COMMENT1: "#1001",
      SO_LINE: [
        { ART_CODE: "STOEL-01", ORD_QTY: 2, ART_PX: 149.5 },
        { ART_CODE: "VERZEND", ORD_QTY: 1 },
      ],
    };
    const [request] = (await reader()).describe({
      id: "a1",
      resource: "salesOrders",
      options: {},
      action: "create",
      data,
    });
    expect(request?.body).toMatchObject({
      BusinessObject: "SO1",
      Table: {
        Definition: {
          Name: "SO_HDR",
          Fields: [
            { Name: "RowId" },
            { Name: "ORD_DATE", FieldType: "T" },
            { Name: "RPL_INV" },
            { Name: "RPL_DEL" },
            { Name: "COMMENT1" },
          ],
        },
        DetailDefinitions: [
          {
            Name: "SO_LINE",
            Fields: [
              { Name: "RowId" },
              { Name: "HeaderId" },
              { Name: "ART_CODE" },
              { Name: "ORD_QTY", FieldType: "N" },
              { Name: "ART_PX" },
            ],
          },
        ],
      },
      TableData: {
        Data: { Rows: [{ Values: ["1", "2026-03-06T00:00:00.000Z", "10003", "10003", "#1001"] }] },
        DetailData: [
          { Rows: [{ Values: ["1", "1", "STOEL-01", 2, 149.5] }, { Values: ["2", "1", "VERZEND", 1, 0] }] },
        ],
      },
    });
    expect(await write({ resource: "salesOrders", data })).toMatchObject({
      kind: "written",
      data: { REC_ID: expect.any(String) },
    });
    const [orders] = await find("salesOrders", ["COMMENT1"], ["#1001"]);
    expect(orders?.[0]?.data.SO_LINE).toMatchObject([
      { ART_CODE: "STOEL-01", ORD_QTY: 2 },
      { ART_CODE: "VERZEND" },
    ]);
  });

  it("takes the number that AccountView gives", async () => {
    expect(await write({ resource: "debtors", data: jansen })).toMatchObject({
      kind: "written",
      id: "10041",
      data: { SUB_NR: "10041", CITY: "Hoorn" },
    });
  });

  it.each([
    ["no search code", "debtors", { ACCT_NR: "1300", ACCT_NAME: "X" }, "SRC_CODE"],
    ["a control account there is not", "debtors", { ...jansen, ACCT_NR: "9999" }, "9999"],
    ["a name that is too long", "debtors", { ...jansen, ACCT_NAME: "x".repeat(41) }, "40"],
    [
      "a blocked debtor",
      "salesOrders",
      { RPL_INV: "10029", RPL_DEL: "10029", COMMENT1: "#2", SO_LINE: [{ ART_CODE: "VERZEND", ORD_QTY: 1 }] },
      "geblokkeerd",
    ],
  ])("rejects %s, though the refusal comes with status 200", async (_, resource, data, words) => {
    const result = await write({ resource, data });
    expect(result).toMatchObject({
      kind: "rejected",
      code: "refused",
      message: expect.stringContaining(words),
    });
    expect(sandbox.requests().at(-1)?.status).toBe(200);
  });

  it.each([
    ["as it is by default", {}],
    [
      "without padding, empty fields in place and lists of one",
      { padsText: false, omitsEmpty: false, unwrapsSingle: false },
    ],
    ["with 404 for nothing", { missingIs404: true }],
  ])("reads and finds the same, %s", async (_, quirks) => {
    await world.close();
    await start(quirks);
    const { records } = await read();
    expect(records.length).toBe(40);
    expect(records[30]).toMatchObject({
      ACCT_NAME: "Markthandel De Boer",
      ADDRESS1: "",
      MAIL_BUS: "",
      CRED_LIM: 0,
    });
    expect((await find("debtors", ["SUB_NR"], ["10001"], ["1"])).map((found) => found.length)).toEqual([
      1, 0,
    ]);
  });

  it("tells two debtors with one e-mail address as two", async () => {
    const [found] = await find("debtors", ["MAIL_BUS"], ["Pieter.Post@mail.example"]);
    expect(found?.map(({ id }) => id)).toEqual(["10038", "10039"]);
  });

  it("finds by several fields together", async () => {
    const found = await find(
      "debtors",
      ["ACCT_NAME", "SRC_CODE"],
      ["Pieter Post", "PIETER2"],
      ["Pieter Post", "NIX"],
    );
    expect(found.map((matches) => matches.map(({ id }) => id))).toEqual([["10039"], []]);
  });

  it("takes an installation that is offline for a passing trouble", async () => {
    sandbox.fail({ status: 502, body: "<html>Agent offline</html>" }, 1, "read");
    await expect(read()).rejects.toMatchObject({ kind: "transient" });
    sandbox.fail({ status: 502, body: "<html>Agent offline</html>" }, 1, "write");
    expect(await write({ resource: "debtors", data: jansen })).toMatchObject({ kind: "unknown" });
  });

  it("takes an error with an empty message for one", async () => {
    sandbox.fail(
      { status: 400, body: '{"ErrorType":"AccountViewError","ErrorNumbers":null,"ErrorMessage":""}' },
      1,
      "write",
    );
    expect(await write({ resource: "debtors", data: jansen })).toMatchObject({ kind: "rejected" });
  });

  it("says which companies there are when the chosen one is not", async () => {
    const stages = await (await reader("11111111-1111-1111-1111-111111111111")).check(signal);
    expect(stages.at(-1)).toMatchObject({
      stage: "administrations",
      ok: false,
      message: expect.stringContaining("Demo Handel"),
    });
  });
});

describe("rows of an answer", () => {
  it.each([
    ["the named table", { USR_LINK: [], CONTACT: [{ SUB_NR: "1   " }] }, 1],
    ["the first table", { OTHER: [{ SUB_NR: "1" }] }, 1],
    ["a bare object", { CONTACT: { SUB_NR: "1" } }, 1],
    ["an empty list", { CONTACT: [] }, 0],
    ["nothing", undefined, 0],
  ])("are found in %s", (_, answer, count) => {
    const records = recordsIn(debtors, answer as Json | undefined);
    expect(records.length).toBe(count);
    if (count > 0) expect(records[0]?.SUB_NR).toBe("1");
  });

  it("join lines that stand beside their headers, and lines inside them", () => {
    const beside = {
      SO_HDR: [
        { SO_HDR_Id: 0, COMMENT1: "a" },
        { SO_HDR_Id: 1, COMMENT1: "b" },
      ],
      SO_LINE: [{ SO_HDR_Id: 1, ART_CODE: "X" }],
    };
    expect(recordsIn(salesOrders, beside).map(({ SO_LINE }) => (SO_LINE as Json[]).length)).toEqual([0, 1]);
    const inside = { SO_HDR: [{ COMMENT1: "a", SO_LINE: [{ ART_CODE: "X" }, { ART_CODE: "Y" }] }] };
    expect(recordsIn(salesOrders, inside).map(({ SO_LINE }) => (SO_LINE as Json[]).length)).toEqual([2]);
  });

  it("finds out which fields an installation has of its own", async () => {
    const fields = await (await reader()).discover?.({ resource: "articles", options: {}, signal });
    expect(fields?.find(({ name }) => name === "K1_COLOR")).toMatchObject({
      title: "Kleur",
      type: "text",
      maxLength: 15,
    });
    expect(fields?.find(({ name }) => name === "PX_SELL")?.title).toBe("Sales price");
    const other = await (await reader()).discover?.({
      resource: "businessObjects",
      options: { businessObject: "pj1" },
      signal,
    });
    expect(other?.map(({ name }) => name)).toContain("PROJ_DESC");
  });

  it("reads and writes fields that not every installation has", async () => {
    const made = { ART_CODE: "KLEUR-1", ART_DESC1: "Kleur", K1_COLOR: "rood", K1_WEIGHT: 1.5 };
    expect(await write({ resource: "articles", data: made })).toMatchObject({ kind: "written" });
    const sent = JSON.parse(sandbox.requests().at(-1)?.body ?? "") as {
      readonly Table: { readonly Definition: { readonly Fields: readonly JsonObject[] } };
    };
    expect(sent.Table.Definition.Fields).toContainEqual({ Name: "K1_WEIGHT", FieldType: "N" });
    const options = { moreFields: ["k1_color", "K1_WEIGHT"] };
    const records: JsonObject[] = [];
    const request = { resource: "articles", options, cursor: undefined, signal };
    for await (const batch of (await reader()).read(request))
      records.push(...batch.records.map(({ data }) => data as JsonObject));
    expect(records.find(({ ART_CODE }) => ART_CODE === "KLEUR-1")).toMatchObject({
      K1_COLOR: "rood",
      K1_WEIGHT: 1.5,
    });
  });

  it("says what is wrong with a field that nobody has", async () => {
    const data = { ART_CODE: "X", ART_DESC1: "X", K9_NIETS: "x" };
    expect(await write({ resource: "articles", data })).toMatchObject({
      kind: "rejected",
      message: expect.stringContaining("K9_NIETS"),
    });
    expect(await write({ resource: "articles", data: { artCode: "X" } })).toMatchObject({
      kind: "rejected",
      code: "unknown-field",
    });
  });

  it("reads orders that changed where the installation keeps the time of a change", async () => {
    const order = (COMMENT1: string) => ({
      RPL_INV: "10003",
      RPL_DEL: "10003",
      COMMENT1,
      SO_LINE: [{ ART_CODE: "VERZEND", ORD_QTY: 1 }],
    });
    const readOrders = async (cursor: Json | undefined) => {
      const keys: Json[] = [];
      let last = cursor;
      const request = { resource: "salesOrders", options: {}, cursor, signal };
      for await (const batch of (await reader()).read(request)) {
        keys.push(...batch.records.map(({ data }) => (data as JsonObject).COMMENT1 ?? null));
        last = batch.cursor ?? last;
      }
      return { keys, cursor: last };
    };
    await write({ resource: "salesOrders", data: order("#1") });
    const first = await readOrders(undefined);
    expect(first.keys).toEqual(["#1"]);
    world.advance(3_600_000);
    await readOrders(first.cursor);
    await write({ resource: "salesOrders", data: order("#2") });
    expect((await readOrders(first.cursor)).keys).toContain("#2");
    world.advance(3_600_000);
    const later = await readOrders((await readOrders(first.cursor)).cursor);
    world.advance(3_600_000);
    expect((await readOrders(later.cursor)).keys).toEqual([]);
  });

  it("does not change an invoice, which AccountView does not allow", async () => {
    const target = { id: "20260001", data: { INV_NR: "20260001", HDR_DESC: "Webshop" } };
    const data = { INV_NR: "20260001", HDR_DESC: "Anders" };
    expect(await write({ resource: "journalPages", action: "update", data, target })).toMatchObject({
      kind: "rejected",
      code: "no-update",
    });
    expect(sandbox.mutations()).toBe(0);
  });

  it("names what its user may use, and reads one record to see", async () => {
    const stages = await (await reader()).check(signal);
    expect(stages.map(({ ok, stage }) => [stage, ok])).toEqual([
      ["reachable", true],
      ["signed-in", true],
      ["administrations", true],
      ["permissions", true],
      ["sample", true],
    ]);
    expect(stages[3]?.message).toContain("Projecten (PJ1)");
    expect(stages[4]?.message).toContain("10001");
  });
});
