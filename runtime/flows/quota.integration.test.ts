import { newId } from "@trasvase/db/id.ts";
import { ensureOwner } from "@trasvase/db/queries/ensure-owner.ts";
import { insertConnection } from "@trasvase/db/queries/insert-connection.ts";
import { createTestDatabase, type TestDatabase } from "@trasvase/db/testing/test-database.ts";
import { createExactOnlineSandbox } from "@trasvase/nodes/connectors/exact-online/sandbox.ts";
import { createMemorySystem } from "@trasvase/nodes/connectors/memory/memory-system.ts";
import { sandboxCredentials } from "@trasvase/nodes/connectors/sandbox-tokens.ts";
import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sealSecrets } from "../connections/seal-secrets.ts";
import { readConservation } from "../engine/conservation.ts";
import { type Engine, makeEngine } from "../engine/engine.ts";
import { startRun } from "../engine/start-run.ts";
import { SecretKeys } from "../secrets.ts";
import { systems } from "../systems.ts";
import { workUntilIdle } from "../testing/make-engine.ts";
import { makeFlow } from "../testing/make-flow.ts";
import { sandboxServices } from "../testing/sandbox-services.ts";
import { forecastFlow } from "./forecast.ts";

/** As many as there is time for: QUOTA_ORDERS=10000 takes a few minutes. The day's calls go with it, so that every size needs three days. */
const count = Number(process.env.QUOTA_ORDERS ?? "1000");
const callsPerDay = count / 2;
const begin = Date.UTC(2026, 2, 2, 9, 0, 0);
const clock = { now: begin };

let test: TestDatabase;
let engine: Engine;
let workspaceId: string;
/** When the last call left, by the virtual clock. */
let lastCall = begin;
const statuses = new Map<number, number>();

// With the vendor's own limits: 60 calls a minute, for 10,000 orders 5,000 a day, ten errors of an endpoint in an hour.
const exact = createExactOnlineSandbox({ now: () => clock.now, callsPerMinute: 60, callsPerDay });
const shop = createMemorySystem({ type: "shop", resources: [{ name: "orders", key: "number" }] });

const graph: JsonObject = {
  format: 1,
  name: "Web orders",
  nodes: {
    orders: { type: "source", config: { connection: "shop", resource: "orders" } },
    items: {
      type: "lookup",
      config: {
        connection: "exact",
        resource: "items",
        each: "lines",
        match: { field: "Code", value: "sku" },
        onMissing: "reject",
      },
    },
    customer: {
      type: "lookup",
      config: {
        connection: "exact",
        resource: "accounts",
        match: { field: "Code", value: "customer" },
        onMissing: "reject",
      },
    },
    toOrder: {
      type: "mapping",
      config: {
        expression: `{
          "OrderedBy": $steps.customer.ID,
          "YourRef": $source.number,
          "SalesOrderLines": [$source.lines#$i.{ "Item": $steps.items[$i].ID, "Quantity": quantity, "NetPrice": price }]
        }`,
      },
    },
    erp: {
      type: "destination",
      config: {
        connection: "exact",
        resource: "salesOrders",
        match: "YourRef",
        onExisting: "skip",
        onMissing: "create",
      },
    },
  },
  edges: [
    { from: "orders", to: "items" },
    { from: "items", port: "found", to: "customer" },
    { from: "customer", port: "found", to: "toOrder" },
    { from: "toOrder", to: "erp" },
  ],
  tables: {},
  layout: {},
};

const skus = ["BEL-CHR-01", "BEL-BLK-01", "ZAD-GEL-02", "ZAD-LER-01", "SLOT-KET-90", "POMP-STA-11"];
const customers = ["10001", "10002", "10007", "20001", "20002", "20003"];
const orders: readonly JsonObject[] = Array.from({ length: count }, (_, index) => ({
  number: `WEB-${100_000 + index}`,
  customer: customers[index % customers.length] ?? "",
  lines: [{ sku: skus[index % skus.length] ?? "", quantity: 1, price: 10 }],
}));

beforeAll(async () => {
  test = await createTestDatabase();
  ({ workspaceId } = await ensureOwner(test.database));
  const keys = new SecretKeys(Buffer.alloc(32, 7));
  const stand = {
    async handle(request: Request) {
      const response = await exact.handle(request);
      if (new URL(request.url).pathname.includes("/api/v1/")) {
        lastCall = clock.now;
        statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      }
      return response;
    },
  };
  const silent = () => {};
  engine = makeEngine({
    database: test.database,
    keys,
    systems: {
      ...systems,
      connectors: { ...systems.connectors, shop: shop.definition },
      clients: { ...systems.clients, shop: shop.connector },
    },
    servicesFor: sandboxServices({ database: test.database, keys }, new Map([["exact.example", stand]]), {
      now: () => clock.now,
      wait: async (milliseconds) => {
        clock.now += milliseconds;
      },
    }),
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
  const { clientId, clientSecret, refreshToken } = sandboxCredentials;
  const setAt = new Date(begin).toISOString();
  await connect(keys, "shop", {}, {});
  await connect(
    keys,
    "exact",
    { baseUrl: "https://exact.example", division: 3141592, clientId, callsPerDay },
    { clientSecret: { text: clientSecret, setAt }, refreshToken: { text: refreshToken, setAt } },
  );
});
afterAll(() => test.drop());

async function connect(
  keys: SecretKeys,
  name: string,
  settings: JsonObject,
  secrets: Readonly<Record<string, { readonly text: string; readonly setAt: string }>>,
): Promise<void> {
  const id = newId();
  await insertConnection(test.database, {
    id,
    workspaceId,
    name,
    title: name,
    connector: name === "exact" ? "exact-online" : name,
    settings,
    secrets: sealSecrets(keys, { workspaceId, id }, secrets),
    secretKeyId: keys.currentId,
  });
}

/** Lets the virtual clock run to the next thing that is due; false when nothing is. The database's own clock stands for it. */
async function passTime(): Promise<boolean> {
  const [row] = await test.database.execute<{ ms: number | null }>(sql`
    select extract(epoch from min(due_at) - clock_timestamp()) * 1000 as ms from delivery where due_at is not null`);
  if (row?.ms === null || row?.ms === undefined) return false;
  const waitMs = Math.max(0, Math.ceil(Number(row.ms)) + 1);
  clock.now += waitMs;
  const by = sql`${waitMs} * interval '1 millisecond'`;
  await test.database.execute(sql`update delivery set due_at = due_at - ${by} where due_at is not null`);
  await test.database.execute(sql`update lane set due_at = due_at - ${by} where due_at is not null`);
  return true;
}

describe("many orders within the vendor's limits, in virtual time", () => {
  it("arrive once each, with no call refused and no key blocked, when the forecast said they would", async () => {
    const flow = await makeFlow(test.database, graph);
    const samples = orders.slice(0, 100) as readonly Json[];
    const forecast = await forecastFlow(engine, workspaceId, { graph, records: count, samples, now: begin });
    const [expected] = forecast.connections;
    if (!expected) throw new Error("A forecast for the connection that counts its calls.");

    shop.push("orders", ...orders);
    await startRun(engine, flow, { triggerKind: "manual" });
    do await workUntilIdle(engine);
    while (await passTime());

    const made = exact.requests().length;
    const calls = [...statuses.values()].reduce((sum, one) => sum + one, 0);
    expect(made).toBeGreaterThan(0);
    expect([...statuses.keys()].filter((status) => status >= 400)).toEqual([]);
    const held = exact.snapshot() as unknown as {
      readonly divisions: Readonly<
        Record<string, { readonly tables: Readonly<Record<string, readonly JsonObject[]>> }>
      >;
    };
    const refs = (held.divisions["3141592"]?.tables["salesorder/SalesOrders"] ?? [])
      .map(({ YourRef }) => String(YourRef))
      .filter((ref) => ref.startsWith("WEB-1") && ref.length === 10);
    expect([refs.length, new Set(refs).size]).toEqual([count, count]);
    const sums = await readConservation(test.database, flow.flowId);
    expect([sums.difference, sums.owedDifference]).toEqual([0, 0]);

    const took = lastCall - begin;
    const foretold = Date.parse(expected.endsAt) - begin;
    expect(Math.abs(calls - expected.calls) / calls).toBeLessThan(0.1);
    expect(Math.abs(took - foretold) / took).toBeLessThan(0.1);
  }, 1_800_000);
});
