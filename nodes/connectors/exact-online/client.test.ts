import type { OpenConnection, WriteIntent } from "@trasvase/shared/connector.ts";
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

async function read(resource: string, cursor?: Json) {
  const records: JsonObject[] = [];
  let last = cursor;
  for await (const batch of (await reader()).read({ resource, options: {}, cursor, signal })) {
    records.push(...batch.records.map(({ data }) => data as JsonObject));
    last = batch.cursor ?? last;
  }
  return { records, cursor: last };
}

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

  it("reads incrementally without losing or doubling what changes meanwhile", async () => {
    const first = await read("accounts");
    expect(first.records.length).toBe(8);
    world.advance(60_000);
    const [target] = await find("accounts", "Code", "10002");
    await write({
      resource: "accounts",
      action: "update",
      data: { City: "Mol" },
      ...(target ? { target } : {}),
    });
    await write({ resource: "accounts", data: { Name: "Nieuw", Status: "C" } });
    const second = await read("accounts", first.cursor);
    expect(second.records.map(({ Name }) => Name).sort()).toEqual(["Nieuw", "Peeters Bouw"]);
    expect((await read("accounts", second.cursor)).records).toEqual([]);
  });
});
