import type { OpenConnection, RawRecord, WriteIntent } from "@trasvase/shared/connector.ts";
import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import { Secret } from "@trasvase/shared/secret.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../sandbox.ts";
import { sandboxCredentials } from "../sandbox-tokens.ts";
import { createTestWorld, type TestWorld } from "../testing/world.ts";
import { exactOnlineConnector } from "./client.ts";
import { createExactOnlineSandbox, type ExactOnlineSandboxOptions } from "./sandbox.ts";

const signal = new AbortController().signal;
let world: TestWorld;
let sandbox: Sandbox;

async function start(options: ExactOnlineSandboxOptions = {}): Promise<void> {
  world = await createTestWorld((request) => sandbox.handle(request));
  sandbox = createExactOnlineSandbox({ now: world.now, callsPerMinute: 1000, ...options });
}
beforeEach(() => start());
afterEach(() => world.close());

const connection = (
  division = 3141592,
  refreshToken: string = sandboxCredentials.refreshToken,
): OpenConnection => ({
  name: "exact",
  connector: "exact-online",
  settings: { baseUrl: "https://exact.example", division, clientId: sandboxCredentials.clientId },
  secrets: {
    clientSecret: new Secret(sandboxCredentials.clientSecret),
    refreshToken: new Secret(refreshToken),
  },
});
const reader = (division?: number) => exactOnlineConnector.openReader(connection(division), world.services);
const writer = () => exactOnlineConnector.openWriter(connection(), world.services);

async function find(resource: string, field: string, ...values: Json[]) {
  const found = await (await reader()).find({
    resource,
    options: {},
    fields: [field],
    values: values.map((value) => [value]),
    signal,
  });
  return found.map((matches) => matches[0]);
}

async function read(resource: string, cursor?: Json, options: JsonObject = {}) {
  const records: JsonObject[] = [];
  let last = cursor;
  for await (const batch of (await reader()).read({ resource, options, cursor, signal })) {
    records.push(...batch.records.map(({ data }) => data as JsonObject));
    last = batch.cursor ?? last;
  }
  return { records, cursor: last };
}

async function readBatches(resource: string, cursor: Json | undefined, options: JsonObject) {
  const records: RawRecord[] = [];
  for await (const batch of (await reader()).read({ resource, options, cursor, signal }))
    records.push(...batch.records);
  return records;
}

/** Does something in the stand-in as a person in Exact Online would. */
async function send(method: string, path: string, body?: JsonObject) {
  const stored = await world.services.tokens.read();
  const headers = {
    authorization: `Bearer ${String(stored?.accessToken)}`,
    accept: "application/json",
    "content-type": "application/json",
  };
  const address = `https://exact.example/api/v1/3141592/${path}`;
  const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
  const answer = await sandbox.handle(new Request(address, init));
  if (answer.status !== 204) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
}

const remove = (path: string) => send("DELETE", path);

async function write(intent: Partial<WriteIntent> & Pick<WriteIntent, "resource" | "data">) {
  const [result] = await (await writer()).write(
    [{ id: "a1", options: {}, action: "create", ...intent }],
    signal,
  );
  return result;
}

describe("Exact Online", () => {
  it("finds by codes that are stored 18 wide, many in few calls", async () => {
    const [bakery, none, builder] = await find("accounts", "Code", "10001", "1", 10002);
    expect(bakery?.data).toMatchObject({ Code: "10001", Name: "Bakkerij De Halm", Country: "NL" });
    expect(none).toBeUndefined();
    expect(builder?.data.Country).toBe("BE");
    expect(sandbox.requests().length).toBe(1);
    expect(decodeURIComponent(sandbox.requests()[0]?.path ?? "")).toContain(
      `Code+eq+'${"+".repeat(13)}10001'`,
    );
  });

  it("asks for nothing that cannot be: a GUID field by a text", async () => {
    expect(await find("accounts", "ID", "not-a-guid")).toEqual([undefined]);
    expect(sandbox.requests()).toEqual([]);
  });

  it("brings a name with an apostrophe through a filter", async () => {
    await write({ resource: "accounts", data: { Name: "Café 't Hoekje", Status: "C" } });
    const [found] = await find("accounts", "Name", "Café 't Hoekje");
    expect(found?.data.Name).toBe("Café 't Hoekje");
  });

  it("keeps every address short enough", async () => {
    const values = Array.from(
      { length: 200 },
      (_, index) => `klant.met.lange.naam.${index}@een-lange-domeinnaam.example`,
    );
    await find("accounts", "Email", ...values);
    expect(Math.max(...sandbox.requests().map(({ path }) => path.length))).toBeLessThan(2000);
  });

  it("reads dates as the server's wall clock and days as days", async () => {
    const { records } = await read("salesOrders");
    expect(records).toMatchObject([
      { YourRef: "WEB-1003", OrderDate: "2026-02-03", Modified: "2026-03-02T10:00:00" },
    ]);
  });

  it("creates an order with the amounts that the reference works out", async () => {
    const [account] = await find("accounts", "Code", "20001");
    const [bell, shipping] = await find("items", "Code", "BEL-CHR-01", "VERZEND");
    const lines = [
      { Item: bell?.id ?? "", Quantity: 2, NetPrice: 11.53, VATCode: "VH" },
      { Item: shipping?.id ?? "", Quantity: 1, NetPrice: 4.13, VATCode: "VH" },
    ];
    const data = {
      OrderedBy: account?.id ?? "",
      YourRef: "SHOP-100234",
      OrderDate: "2026-03-02T00:00:00Z",
      SalesOrderLines: lines,
    };
    const result = await write({ resource: "salesOrders", data });
    expect(result).toMatchObject({
      kind: "written",
      data: { AmountFC: 32.9, AmountFCExclVat: 27.19, OrderNumber: 2601, OrderDate: "2026-03-02" },
    });
    const [order] = await find("salesOrders", "YourRef", "SHOP-100234");
    expect(order?.data.SalesOrderLines).toMatchObject([
      { ItemCode: "BEL-CHR-01", Quantity: 2, VATAmount: 4.84, LineNumber: 1 },
      { ItemCode: "VERZEND", Quantity: 1, VATAmount: 0.87, LineNumber: 2 },
    ]);
  });

  it("reads all lines of an order, beyond the 60 that come at once", async () => {
    const [account] = await find("accounts", "Code", "20001");
    const [bell] = await find("items", "Code", "BEL-CHR-01");
    const lines = Array.from({ length: 150 }, (_, index) => ({
      Item: bell?.id ?? "",
      Quantity: index + 1,
      NetPrice: 1,
    }));
    await write({
      resource: "salesOrders",
      data: { OrderedBy: account?.id ?? "", YourRef: "BIG", SalesOrderLines: lines },
    });
    const [order] = await find("salesOrders", "YourRef", "BIG");
    const read = (order?.data.SalesOrderLines ?? []) as readonly {
      readonly LineNumber: number;
      readonly Quantity: number;
    }[];
    expect(read.map(({ LineNumber }) => LineNumber)).toEqual(
      Array.from({ length: 150 }, (_, index) => index + 1),
    );
    expect(read.every(({ LineNumber, Quantity }) => LineNumber === Quantity)).toBe(true);
  });

  it("updates by sending only what changed, never the code again", async () => {
    const [target] = await find("accounts", "Code", "10002");
    if (!target) throw new Error("It is there.");
    const data = { Code: "10002", Name: "Peeters Bouw", City: "Gent", Country: "BE", Status: "C" };
    const intent: WriteIntent = {
      id: "a1",
      resource: "accounts",
      options: {},
      action: "update",
      data,
      target,
    };
    expect((await reader()).describe(intent)).toMatchObject([{ method: "PUT", body: { City: "Gent" } }]);
    expect(await write(intent)).toMatchObject({
      kind: "written",
      data: { City: "Gent", Email: "admin@peeters.example" },
    });
    const same = { ...intent, data: { Code: "10002", Name: "Peeters Bouw " } };
    expect((await reader()).describe(same)).toEqual([]);
  });

  it.each([
    ["an unknown field", { Name: "X", Nmae: "Y" }, "Nmae"],
    ["a field that is assigned", { Name: "X", Modified: "2026-01-01" }, "filled in by Exact Online"],
    ["no record", "text", "record with fields"],
  ])("refuses %s without a call", async (_, data, words) => {
    const result = await write({ resource: "accounts", data: data as Json });
    expect(result).toMatchObject({ kind: "rejected", message: expect.stringContaining(words) });
    expect(sandbox.mutations()).toBe(0);
  });

  it.each([
    ["a code twice", "accounts", { Name: "X", Code: "10001" }, "already exists"],
    ["no name", "accounts", { City: "X" }, "Mandatory"],
    ["a VAT code there is not", "accounts", { Name: "X", SalesVATCode: "ZZ" }, "Invalid reference"],
    ["a name that is too long", "accounts", { Name: "x".repeat(51) }, "Too long"],
    ["a description that is too long", "items", { Code: "X", Description: "x".repeat(61) }, "Too long"],
  ])("rejects %s for good, though it comes as status 500", async (_, resource, data, words) => {
    const result = await write({ resource, data });
    expect(result).toMatchObject({
      kind: "rejected",
      code: "refused",
      message: expect.stringContaining(words),
    });
  });

  it("tells an outage from a refusal", async () => {
    sandbox.fail(
      {
        status: 500,
        body: '{"error":{"code":"","message":{"lang":"","value":"A problem has occurred. Try again."}}}',
      },
      1,
      "write",
    );
    expect(await write({ resource: "accounts", data: { Name: "X" } })).toMatchObject({ kind: "unknown" });
    sandbox.fail({ status: 503, body: "<html>" }, 1, "write");
    expect(await write({ resource: "accounts", data: { Name: "X" } })).toMatchObject({ kind: "transient" });
  });

  it("waits until the minute is over when the calls are used up", async () => {
    await world.close();
    await start({ callsPerMinute: 2 });
    await find("accounts", "Code", "10001");
    await find("accounts", "Code", "10001");
    await expect(find("accounts", "Code", "10001")).rejects.toMatchObject({
      kind: "transient",
      code: "quota",
      retryAfterMs: 61_000,
    });
  });

  it("is broken, not rejected, when the administration is out of reach", async () => {
    const opened = await reader(999);
    const request = { resource: "accounts", options: {}, fields: ["Code"], values: [["1"]], signal };
    await expect(opened.find(request)).rejects.toMatchObject({ kind: "broken" });
    expect((await opened.check(signal)).at(-1)).toMatchObject({ stage: "administrations", ok: false });
  });

  it("keeps its tokens over restarts and begins anew with a token that a person entered", async () => {
    await find("accounts", "Code", "10001");
    await find("accounts", "Code", "10001");
    expect(world.renewals()).toBe(1);
    const entered = await exactOnlineConnector.openReader(
      connection(3141592, "sandbox-refresh-second"),
      world.services,
    );
    await entered.find({ resource: "accounts", options: {}, fields: ["Code"], values: [["10001"]], signal });
    expect(world.renewals()).toBe(2);
  });

  it("renews when 20 seconds are left, which the vendor allows, and not before", async () => {
    await find("accounts", "Code", "10001");
    world.advance(575_000);
    await find("accounts", "Code", "10001");
    expect(world.renewals()).toBe(1);
    world.advance(10_000);
    await find("accounts", "Code", "10001");
    expect(world.renewals()).toBe(2);
  });

  it("is broken when its refresh token was burned by somebody else", async () => {
    await find("accounts", "Code", "10001");
    const stored = await world.services.tokens.read();
    world.advance(600_000);
    const form = {
      grant_type: "refresh_token",
      refresh_token: String(stored?.refreshToken),
      client_id: "sandbox-client",
      client_secret: "sandbox-secret",
    };
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const body = new URLSearchParams(form).toString();
    await sandbox.handle(
      new Request("https://exact.example/api/oauth2/token", { method: "POST", headers, body }),
    );
    await expect(find("accounts", "Code", "10001")).rejects.toMatchObject({
      kind: "broken",
      message: expect.stringContaining("Sign in again"),
    });
  });

  it("tells what was deleted, with its id, where that is asked for", async () => {
    const options = { deleted: true };
    const first = await read("accounts", undefined, options);
    const [target] = await find("accounts", "Code", "20004");
    await remove(`crm/Accounts(guid'${target?.id}')`);
    const batches = await readBatches("accounts", first.cursor, options);
    expect(batches).toEqual([{ data: { ID: target?.id }, deleted: true }]);
    expect((await read("accounts", first.cursor)).records).toEqual([]);
  });

  it("sees an order again when only one of its lines was changed", async () => {
    const first = await read("salesOrders");
    const [account] = await find("accounts", "Code", "20001");
    const [bell] = await find("items", "Code", "BEL-CHR-01");
    const lines = [{ Item: bell?.id ?? "", Quantity: 1, NetPrice: 5 }];
    const data = { OrderedBy: account?.id ?? "", YourRef: "L-1", SalesOrderLines: lines };
    await write({ resource: "salesOrders", data });
    const second = await read("salesOrders", first.cursor);
    const order = second.records[0]?.SalesOrderLines as readonly JsonObject[];
    await send("PUT", `salesorder/SalesOrderLines(guid'${String(order[0]?.ID)}')`, { Quantity: 4 });
    const third = await read("salesOrders", second.cursor);
    expect(third.records).toMatchObject([{ YourRef: "L-1", SalesOrderLines: [{ Quantity: 4 }] }]);
  });

  it("reads a thousand records in one call", async () => {
    await read("items");
    expect(sandbox.requests().length).toBe(1);
  });

  it("asks a code list once, however many values are looked for", async () => {
    await find("vatCodes", "Code", "VH", "VL", "ZZ");
    await find("vatCodes", "Code", "BE");
    expect(sandbox.requests().length).toBe(2);
    const reading = await reader();
    const request = { resource: "vatCodes", options: {}, fields: ["Code"], signal };
    await reading.find({ ...request, values: [["VH"]] });
    await reading.find({ ...request, values: [["VL"], ["BE"]] });
    expect(sandbox.requests().length).toBe(3);
  });

  it("gives an item its picture, and nothing else of it is touched", async () => {
    const [target] = await find("itemPictures", "Code", "BEL-CHR-01");
    const picture = { Code: "BEL-CHR-01", Picture: "iVBORw0KGgo=", PictureName: "bel.png" };
    const intent = { resource: "itemPictures", data: picture, ...(target ? { target } : {}) };
    expect(await write({ ...intent, action: "update" })).toMatchObject({ kind: "written" });
    expect(JSON.parse(sandbox.requests().at(-1)?.body ?? "")).toEqual({
      Picture: "iVBORw0KGgo=",
      PictureName: "bel.png",
    });
    expect(await write({ resource: "itemPictures", data: picture })).toMatchObject({
      kind: "rejected",
      code: "not-there",
    });
  });

  it("processes an invoice, which gets its number then", async () => {
    const [account] = await find("accounts", "Code", "20001");
    const [bell] = await find("items", "Code", "BEL-CHR-01");
    const [warehouse] = await find("warehouses", "Code", "1");
    const made = await write({
      resource: "salesInvoices",
      data: {
        Journal: "70",
        Type: 8023,
        Warehouse: warehouse?.id ?? "",
        OrderedBy: account?.id ?? "",
        YourRef: "F-1",
        SalesInvoiceLines: [{ Item: bell?.id ?? "", Quantity: 2, NetPrice: 11.53 }],
      },
    });
    const id = made?.kind === "written" ? made.id : "";
    const before = await read("stockPositions");
    expect(await write({ resource: "printedSalesInvoices", data: { InvoiceID: id } })).toMatchObject({
      kind: "written",
    });
    const [invoice] = await find("salesInvoices", "YourRef", "F-1");
    expect(invoice?.data).toMatchObject({ Status: 50, InvoiceNumber: 24_700_001, AmountFCExclVat: 23.06 });
    const moved = await read("stockPositions", before.cursor);
    expect(moved.records).toMatchObject([{ ItemCode: "BEL-CHR-01", CurrentStock: -2 }]);
    const [again] = await find("salesInvoices", "YourRef", "F-1");
    const change = { resource: "salesInvoices", action: "update" as const, data: { Description: "X" } };
    expect(await write({ ...change, ...(again ? { target: again } : {}) })).toMatchObject({
      kind: "rejected",
    });
  });

  it("updates the price at 0 that comes with a new item", async () => {
    await write({ resource: "items", data: { Code: "PRIJS-1", Description: "Prijs", IsSalesItem: true } });
    const [item] = await find("items", "Code", "PRIJS-1");
    const [price] = await find("salesItemPrices", "Item", item?.id ?? "");
    expect(price?.data).toMatchObject({ Price: 0, Quantity: 1, Unit: "stuk" });
    const result = await write({
      resource: "salesItemPrices",
      action: "update",
      data: { Item: item?.id ?? "", Price: 11.53 },
      ...(price ? { target: price } : {}),
    });
    expect(result).toMatchObject({ kind: "written", data: { Price: 11.53 } });
  });

  it("says what a licence leaves out, and works with the rest", async () => {
    await world.close();
    await start({ forbidden: ["salesorder"] });
    const stages = await (await reader()).check(signal);
    expect(stages.every(({ ok }) => ok)).toBe(true);
    expect(stages.find(({ stage }) => stage === "permissions")?.message).toContain(
      "It may not read sales orders",
    );
    await world.close();
    await start({ forbidden: ["crm", "logistics", "sales"] });
    expect((await (await reader()).check(signal)).at(-1)).toMatchObject({ stage: "permissions", ok: false });
  });

  it("never meets the vendor's limit, with many at work, and goes on in the next minute", async () => {
    await world.close();
    await start({ callsPerMinute: 60 });
    const opened = await reader();
    const request = { resource: "accounts", options: {}, fields: ["Code"], signal };
    const ask = async (code: number) =>
      opened.find({ ...request, values: [[String(code)]] }).then(
        () => "found",
        (error: { code: string }) => error.code,
      );
    const outcomes = await Promise.all(Array.from({ length: 100 }, (_, index) => ask(index)));
    expect(outcomes.filter((one) => one === "found").length).toBe(60);
    expect(outcomes.filter((one) => one === "quota").length).toBe(40);
    expect(sandbox.requests().some(({ status }) => status === 429)).toBe(false);
    world.advance(61_000);
    expect(await ask(1)).toBe("found");
  });

  it("counts as working when runs have used up the calls", async () => {
    await world.close();
    await start({ callsPerMinute: 1 });
    await find("accounts", "Code", "10001");
    const stages = await (await reader()).check(signal);
    expect(stages.every(({ ok }) => ok)).toBe(true);
    expect(stages.at(-1)?.message).toContain("Not tried just now");
  });

  it("stops asking an endpoint before ten errors block it", async () => {
    const outcomes: unknown[] = [];
    for (let index = 0; index < 12; index++) {
      const data = { Name: "X", Blocked: "yes" };
      outcomes.push((await write({ resource: "accounts", data }))?.kind);
    }
    expect(outcomes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => "rejected"));
    expect(outcomes.slice(5)).toEqual(Array.from({ length: 7 }, () => "transient"));
    expect(sandbox.requests().filter(({ status }) => status === 400).length).toBe(5);
    world.advance(3_700_000);
    expect(await write({ resource: "accounts", data: { Name: "Goed" } })).toMatchObject({ kind: "written" });
  });
});
