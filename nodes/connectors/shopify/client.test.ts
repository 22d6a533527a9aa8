import type { OpenConnection } from "@trasvase/shared/connector.ts";
import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import { Secret } from "@trasvase/shared/secret.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sandboxCredentials } from "../sandbox-tokens.ts";
import { createTestWorld, type TestWorld } from "../testing/world.ts";
import { shopifyConnector } from "./client.ts";
import { createShopifySandbox, type ShopifySandbox, type ShopifySandboxOptions } from "./sandbox.ts";

const signal = new AbortController().signal;
let world: TestWorld;
let shop: ShopifySandbox;

async function start(options: ShopifySandboxOptions = {}): Promise<void> {
  world = await createTestWorld((request) => shop.handle(request));
  shop = createShopifySandbox({ now: world.now, ...options });
}
beforeEach(() => start());
afterEach(() => world.close());

const connection = (settings: JsonObject = {}, secrets: Record<string, Secret> = {}): OpenConnection => ({
  name: "shop",
  connector: "shopify",
  settings: { baseUrl: "https://shop.example", clientId: sandboxCredentials.clientId, ...settings },
  secrets: { clientSecret: new Secret(sandboxCredentials.clientSecret), ...secrets },
});
const open = (settings?: JsonObject, secrets?: Record<string, Secret>) =>
  shopifyConnector.openReader(connection(settings, secrets), world.services);

async function read(cursor?: Json, more: { readonly options?: JsonObject; readonly limit?: number } = {}) {
  const orders: JsonObject[] = [];
  let last = cursor;
  const request = { resource: "orders", options: {}, cursor, signal, ...more };
  for await (const batch of (await open()).read(request)) {
    orders.push(...batch.records.map(({ data }) => data as JsonObject));
    last = batch.cursor ?? last;
  }
  return { orders, cursor: last };
}

const named = (orders: readonly JsonObject[], name: string) => orders.find((order) => order.name === name);

describe("Shopify", () => {
  it("reads orders with plain lists, every line, and what is missing as nothing", async () => {
    const { orders } = await read();
    const usual = named(orders, "#1001");
    expect(usual).toMatchObject({
      displayFinancialStatus: "PAID",
      totalPriceSet: { shopMoney: { amount: "30.15", currencyCode: "EUR" } },
      customer: { defaultEmailAddress: { emailAddress: "eva@smit.example" } },
      shippingLines: [{ code: "postnl-std" }],
      lineItems: [{ sku: "BEL-CHR-01", quantity: 2, taxLines: [{ rate: 0.21 }] }],
    });
    expect(named(orders, "#1008")?.lineItems).toHaveLength(75);
    expect(named(orders, "#1003")).toMatchObject({ customer: null, shippingAddress: null });
    expect(named(orders, "#1004")).toMatchObject({ lineItems: [{ sku: null, variant: null }] });
  });

  it("sees an order again when it is paid back", async () => {
    const first = await read();
    world.advance(3_600_000);
    const quiet = await read(first.cursor);
    shop.refund("#1001", "12.10");
    const second = await read(quiet.cursor);
    expect(second.orders.map(({ name }) => name)).toEqual(["#1001"]);
    expect(second.orders[0]).toMatchObject({
      displayFinancialStatus: "PARTIALLY_REFUNDED",
      refunds: [{ totalRefundedSet: { shopMoney: { amount: "12.10" } } }],
    });
  });

  it("asks for as many orders at once as a query may cost, and never for too many", async () => {
    await read();
    const asked = shop
      .requests()
      .map(({ body }) => JSON.parse(body) as { query: string; variables: { first?: number } })
      .filter(({ query }) => query.includes("Read("));
    const sizes = asked.map(({ variables }) => variables.first);
    expect(Math.max(...sizes.map(Number))).toBeGreaterThan(1);
    expect(shop.requests().length).toBeLessThan(20);
  });

  it("asks for less when Shopify finds a query too dear", async () => {
    const tooDear = JSON.stringify({
      errors: [{ message: "too dear", extensions: { code: "MAX_COST_EXCEEDED" } }],
    });
    // Status 200, as every refusal of a query.
    const answered: number[] = [];
    const route = world.services.fetch;
    const services = {
      ...world.services,
      fetch: async (url: string, init?: RequestInit) => {
        const first = /"first":(\d+)/.exec(String(init?.body ?? ""))?.[1];
        if (first !== undefined) answered.push(Number(first));
        return Number(first) > 2 ? new Response(tooDear) : route(url, init);
      },
    };
    const reader = await shopifyConnector.openReader(connection(), services);
    let count = 0;
    for await (const batch of reader.read({ resource: "orders", options: {}, cursor: undefined, signal }))
      count += batch.records.length;
    expect(count).toBe(40);
    expect(answered[0]).toBeGreaterThan(2);
  });

  it("waits as long as the bucket needs, and is never throttled", async () => {
    await world.close();
    await start({ bucket: { size: 1000, perSecond: 50 } });
    const before = world.now();
    const { orders } = await read();
    expect(orders.length).toBe(40);
    expect(world.now()).toBeGreaterThan(before);
    expect(shop.requests().every(({ status }) => status === 200)).toBe(true);
  });

  it("puts off what would have to wait long, in a code that is nobody's failure", async () => {
    await world.close();
    await start({ bucket: { size: 1000, perSecond: 1 } });
    await expect(read()).rejects.toMatchObject({ kind: "transient", code: "quota" });
  });

  it("leaves half of the bucket to runs when somebody only looks", async () => {
    await world.close();
    await start({ bucket: { size: 1000, perSecond: 1 } });
    const reader = await open();
    const ask = async () => {
      const request = { resource: "orders", options: {}, cursor: undefined, gentle: true, limit: 1, signal };
      for await (const batch of reader.read(request)) void batch;
    };
    const outcomes: string[] = [];
    for (let number = 0; number < 8; number++)
      outcomes.push(
        await ask().then(
          () => "read",
          (error: { code: string }) => error.code,
        ),
      );
    expect(outcomes).toContain("quota");
    const run = await read(undefined, { limit: 1 });
    expect(run.orders.length).toBe(1);
  });

  it("is broken when a scope is missing, and says which", async () => {
    await world.close();
    await start({ scopes: ["read_customers"] });
    await expect(read()).rejects.toMatchObject({
      kind: "broken",
      message: expect.stringContaining("read_orders"),
    });
    const stages = await (await open()).check(signal);
    expect(stages.at(-1)).toMatchObject({ stage: "permissions", ok: false });
  });

  it("is broken, not tried again for ever, when the pasted token is refused", async () => {
    const reader = await open({ signIn: "token" }, { accessToken: new Secret("shpat_wrong_token") });
    const request = { resource: "orders", options: {}, cursor: undefined, signal };
    const failure = await (async () => {
      for await (const batch of reader.read(request)) void batch;
    })().catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind: "broken", code: "sign-in" });
    expect(String(failure)).not.toContain("shpat_wrong_token");
  });

  it("says when Shopify serves another version than the one chosen", async () => {
    const stages = await (await open({ version: "2024-01" })).check(signal);
    expect(stages.every(({ ok }) => ok)).toBe(true);
    expect(stages.find(({ stage }) => stage === "administrations")?.message).toContain("2025-10 instead of");
  });

  it("narrows by a search, and quotes what it looks for", async () => {
    const { orders } = await read(undefined, { options: { search: "test:true" } });
    expect(orders.map(({ name }) => name)).toEqual(["#1006"]);
    const [found] = await (await open()).find({
      resource: "customers",
      options: {},
      fields: ["email"],
      values: [["o'brien@mail.example"]],
      signal,
    });
    expect(found).toEqual([]);
  });

  it("finds by id", async () => {
    const id = "gid://shopify/Order/5001";
    const found = await (await open()).find({
      resource: "orders",
      options: {},
      fields: ["id"],
      values: [[id], ["5001"]],
      signal,
    });
    expect(found.map((matches) => matches.map((match) => match.data.name))).toEqual([["#1001"], []]);
  });

  it("cannot be written", async () => {
    await expect(shopifyConnector.openWriter(connection(), world.services)).rejects.toMatchObject({
      kind: "rejected",
    });
  });
});
