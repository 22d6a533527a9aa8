import { findFlowTerms } from "@trasvase/db/queries/find-flow-terms.ts";
import { insertRun } from "@trasvase/db/queries/insert-run.ts";
import { listRuns } from "@trasvase/db/queries/list-runs.ts";
import { createTestDatabase, type TestDatabase } from "@trasvase/db/testing/test-database.ts";
import { createMemorySystem, type MemorySystem } from "@trasvase/nodes/connectors/memory/memory-system.ts";
import { ConnectorError } from "@trasvase/shared/connector.ts";
import type { JsonObject } from "@trasvase/shared/json.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FlowPlace } from "../queue/queue.ts";
import { makeTestEngine, type TestEngine, workUntilIdle } from "../testing/make-engine.ts";
import { makeFlow } from "../testing/make-flow.ts";
import { readConservation } from "./conservation.ts";
import type { Engine } from "./engine.ts";

let test: TestDatabase;
let world: TestEngine;
beforeAll(async () => {
  test = await createTestDatabase();
  world = makeTestEngine(test.database);
});
afterAll(() => test.drop());

let systems = 0;

/** A flow from one memory system to another, with both at hand. */
async function makePair(nodes: JsonObject = {}, destination: JsonObject = {}, edges?: readonly JsonObject[]) {
  const number = ++systems;
  const shop = createMemorySystem({
    type: `shop${number}`,
    resources: [{ name: "orders", key: "number", label: "customer" }],
  });
  const erp = createMemorySystem({ type: `erp${number}` });
  const { engine } = world;
  await world.add(shop, erp);
  const graph = {
    format: 1,
    name: "Orders",
    nodes: {
      orders: { type: "source", config: { connection: shop.definition.type, resource: "orders" } },
      ...nodes,
      erp: {
        type: "destination",
        config: { connection: erp.definition.type, resource: "things", match: "ref", ...destination },
      },
    },
    edges: edges ?? [
      { from: "orders", to: "map" },
      { from: "map", to: "erp" },
    ],
    tables: {},
    layout: {},
  };
  const flow = await makeFlow(test.database, graph);
  return { shop, erp, engine, flow };
}

const mapOrder = {
  map: { type: "mapping", config: { expression: '{ "ref": number, "total": total, "who": customer }' } },
};

async function run(engine: Engine, flow: FlowPlace): Promise<string> {
  const terms = await findFlowTerms(test.database, flow.flowId);
  const runId = await insertRun(test.database, {
    ...flow,
    version: terms?.activeVersion ?? 1,
    triggerKind: "manual",
  });
  await workUntilIdle(engine, { idleMs: 0 });
  return runId;
}

async function settled(flow: FlowPlace) {
  const sums = await readConservation(test.database, flow.flowId);
  expect(sums.difference).toBe(0);
  expect(sums.owedDifference).toBe(0);
  return sums;
}

function orders(count: number, from = 0): JsonObject[] {
  return Array.from({ length: count }, (_, index) => ({
    number: `A${from + index}`,
    total: index,
    customer: `C${index % 7}`,
  }));
}

const byRef = (system: MemorySystem) => new Map(system.records("things").map(({ data }) => [data.ref, data]));

describe("a run", () => {
  it("reads, walks and writes every record, and ends when the last one is settled", async () => {
    const { engine, erp, flow, shop } = await makePair(mapOrder);
    shop.push("orders", ...orders(450));
    const runId = await run(engine, flow);
    expect(byRef(erp).size).toBe(450);
    expect(await settled(flow)).toMatchObject({ received: 450, done: 450, inFlight: 0 });
    const [row] = await listRuns(test.database, flow.workspaceId, { id: runId, limit: 1 });
    expect(row).toMatchObject({ state: "succeeded", read: 450, counts: { created: 450 } });
  });

  it("goes on behind the cursor and reads nothing twice", async () => {
    const { engine, erp, flow, shop } = await makePair(mapOrder);
    shop.push("orders", ...orders(20));
    await run(engine, flow);
    shop.push("orders", ...orders(5, 100));
    await run(engine, flow);
    expect(erp.journal).toHaveLength(25);
    expect(await settled(flow)).toMatchObject({ received: 25, done: 25 });
  });

  it("leaves unchanged what equals the last thing sent, without asking the target", async () => {
    const { engine, erp, flow, shop } = await makePair(mapOrder);
    shop.push("orders", ...orders(3));
    await run(engine, flow);
    const finds = erp.calls().finds;
    shop.push("orders", ...orders(3), { number: "A1", total: 99, customer: "C1" });
    await run(engine, flow);
    expect(erp.journal.map((entry) => entry.intent.action)).toEqual(["create", "create", "create", "update"]);
    expect(erp.calls().finds).toBe(finds + 1);
    expect(byRef(erp).get("A1")).toMatchObject({ total: 99 });
    expect(await settled(flow)).toMatchObject({ counts: { created: 3, unchanged: 3, updated: 1 } });
  });

  it("rejects only the record at fault, and loses none without a key", async () => {
    const { engine, erp, flow, shop } = await makePair({
      map: { type: "mapping", config: { expression: '{ "ref": number, "total": $number(total) }' } },
    });
    shop.push(
      "orders",
      { number: "1", total: 5 },
      { number: "2", total: "five" },
      { total: 7 },
      { number: "4", total: 8 },
    );
    await run(engine, flow);
    expect([...byRef(erp).keys()].sort()).toEqual(["1", "4"]);
    expect(await settled(flow)).toMatchObject({ received: 4, done: 2, rejected: 2 });
  });

  it("tries passing trouble again by itself, and sends nothing twice", async () => {
    const { engine, erp, flow, shop } = await makePair(mapOrder);
    shop.push("orders", ...orders(10));
    erp.fail(
      { on: "write", answer: { kind: "transient", code: "busy", message: "Try later." } },
      { on: "write", answer: { kind: "transient", code: "busy", message: "Try later." } },
      { on: "find", answer: new ConnectorError("transient", "down", "The system is down.") },
    );
    await run(engine, flow);
    expect((await settled(flow)).received).toBe(10);
    await workUntilIdle(engine, { idleMs: 400 });
    expect(await settled(flow)).toMatchObject({ done: 10, inFlight: 0 });
    expect(byRef(erp).size).toBe(10);
    expect(erp.records("things")).toHaveLength(10);
  });

  it("settles an answer that was lost by looking, and creates nothing twice", async () => {
    const { engine, erp, flow, shop } = await makePair(mapOrder);
    shop.push("orders", ...orders(4));
    erp.fail({ on: "write", answer: "commit-then-drop" });
    await run(engine, flow);
    expect(await settled(flow)).toMatchObject({ counts: { unknown: 1, created: 3 } });
    await workUntilIdle(engine, { idleMs: 700 });
    expect(await settled(flow)).toMatchObject({ done: 4, counts: { created: 4 } });
    expect(erp.records("things")).toHaveLength(4);
  });

  it("creates one record for arrivals with the same match value, and updates it with the others", async () => {
    const { engine, erp, flow, shop } = await makePair({
      map: { type: "mapping", config: { expression: '{ "ref": customer, "last": number }' } },
    });
    shop.push("orders", ...orders(70));
    await run(engine, flow);
    await workUntilIdle(engine, { idleMs: 900 });
    expect(erp.records("things")).toHaveLength(7);
    expect(await settled(flow)).toMatchObject({ done: 70, inFlight: 0 });
  });
});
