import { createTestDatabase, type TestDatabase } from "@trasvase/db/testing/test-database.ts";
import { createMemorySystem, type MemorySystem } from "@trasvase/nodes/connectors/memory/memory-system.ts";
import type { JsonObject } from "@trasvase/shared/json.ts";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeTestEngine, type TestEngine } from "../testing/make-engine.ts";
import { makeOrders, makeScene, thingsBy } from "../testing/make-scene.ts";
import { randomGraph, randomOrders } from "../testing/random-graph.ts";
import { previewGraph } from "./preview.ts";

let test: TestDatabase;
let world: TestEngine;
let workspaceId: string;
beforeAll(async () => {
  test = await createTestDatabase();
  world = makeTestEngine(test.database);
});
afterAll(() => test.drop());

const never = new AbortController().signal;
const readAt = "2026-11-23T10:00:00.000Z";

async function preview(graph: JsonObject, records: readonly JsonObject[], more: { fresh?: boolean } = {}) {
  const samples = records.map((data) => ({ data, readAt }));
  return await previewGraph(world.engine, workspaceId, { graph, samples, ...more }, never);
}

/** What the destination of a preview would do with its records. */
async function dryRuns(graph: JsonObject, ...records: readonly JsonObject[]) {
  const { samples } = await preview(graph, records);
  return samples.map((sample) => sample.passes.find((pass) => pass.node === "out")?.dryRun);
}

function graphTo(system: MemorySystem, config: JsonObject): JsonObject {
  return {
    format: 1,
    name: "To",
    nodes: {
      orders: { type: "source", config: { connection: system.definition.type, resource: "things" } },
      out: {
        type: "destination",
        config: { connection: system.definition.type, resource: "things", ...config },
      },
    },
    edges: [{ from: "orders", to: "out" }],
    tables: {},
    layout: {},
  };
}

describe("a preview", () => {
  it("writes nothing and opens no writer, over 1,000 random graphs", async () => {
    const shop = createMemorySystem({ type: "random-shop", resources: [{ name: "orders", key: "number" }] });
    const erp = createMemorySystem({
      type: "random-erp",
      resources: [{ name: "things" }, { name: "customers" }],
      seed: {
        customers: [{ code: "C0", name: "Zero" }, { code: "C2" }, { code: "C3" }, { code: "C3" }],
        things: [{ number: "A1", customer: "C1" }, { number: "A2", customer: "C2" }, { number: "A2" }],
      },
    });
    await world.add(shop, erp);
    ({ workspaceId } = await makeScene(test.database, world).then((scene) => scene.flow));
    let decisions = 0;
    await fc.assert(
      fc.asyncProperty(
        randomGraph({ source: "random-shop", target: "random-erp" }),
        randomOrders,
        async (graph, orders) => {
          const { samples } = await preview(graph, orders);
          expect(samples).toHaveLength(orders.length);
          for (const sample of samples) {
            expect(sample.leaves.length).toBeGreaterThan(0);
            decisions += sample.passes.filter((pass) => pass.dryRun !== undefined).length;
          }
        },
      ),
      { numRuns: 1_000 },
    );
    expect(decisions).toBeGreaterThan(300);
    for (const system of [shop, erp]) {
      expect(system.calls()).toMatchObject({ mutations: 0, flushes: 0, writersOpened: 0 });
    }
  }, 120_000);

  it("decides as the run does, and shows the request that the run then sends", async () => {
    const scene = await makeScene(test.database, world);
    scene.erp.put("things", { ref: "A1", total: 7, who: "C1" });
    const orders = makeOrders(3);
    const before = await previewGraph(
      world.engine,
      scene.flow.workspaceId,
      { graph: scene.graph, samples: orders.map((data) => ({ data, readAt })) },
      never,
    );
    await scene.run(...orders);
    const log = await scene.log();
    for (const sample of before.samples) {
      expect(log.find((row) => row.key === sample.key)?.state).toBe(sample.state);
      const entry = scene.erp.journal.find(({ intent }) => (intent.data as JsonObject).ref === sample.key);
      const dryRun = sample.passes.find((pass) => pass.dryRun)?.dryRun;
      expect(dryRun?.requests).toMatchObject([{ body: entry?.intent.data }]);
      expect(dryRun?.decision).toBe(entry?.intent.action);
    }
    expect(before.samples.map((sample) => sample.state)).toEqual(["created", "updated", "created"]);
    const again = await previewGraph(
      world.engine,
      scene.flow.workspaceId,
      { graph: scene.graph, samples: orders.map((data) => ({ data, readAt })) },
      never,
    );
    expect(again.samples.map((sample) => sample.state)).toEqual(["unchanged", "unchanged", "unchanged"]);
  });

  it("shows what differs in the target, and what was found", async () => {
    const system = createMemorySystem({
      type: "differs",
      seed: { things: [{ ref: "1", a: 1, b: { c: 2 } }] },
    });
    await world.add(system);
    const { samples } = await preview(graphTo(system, { match: "ref" }), [
      { ref: "1", a: 1, b: { c: 3 }, d: 4 },
    ]);
    expect(samples[0]?.passes.at(-1)?.dryRun).toMatchObject({
      decision: "update",
      matched: { id: "1" },
      match: [{ field: "ref", value: "1" }],
      changes: [
        { path: "b.c", from: 2, to: 3 },
        { path: "d", to: 4 },
      ],
    });
  });

  it("shows what a create and what an update would send, and what an update leaves alone", async () => {
    const system = createMemorySystem({
      type: "enriched",
      seed: { things: [{ ref: "1", name: "Nice name", city: "Gent", phone: "1" }] },
    });
    await world.add(system);
    const graph = graphTo(system, { match: "ref", createOnly: ["name", "phone"] });
    const [there, absent] = await dryRuns(
      graph,
      { ref: "1", name: "raw", city: "Brugge", phone: "1" },
      { ref: "2", name: "new", city: "Brugge" },
    );
    expect(there).toMatchObject({
      decision: "update",
      found: 1,
      requests: [{ method: "UPDATE", body: { ref: "1", city: "Brugge" } }],
      writes: {
        create: { requests: [{ method: "CREATE", body: { ref: "1", name: "raw", city: "Brugge" } }] },
        update: { requests: [{ method: "UPDATE", url: "things/1", body: { ref: "1", city: "Brugge" } }] },
      },
      changes: [
        { path: "city", from: "Gent", to: "Brugge" },
        { path: "name", from: "Nice name", to: "raw", createOnly: true },
      ],
    });
    expect(absent).toMatchObject({
      decision: "create",
      found: 0,
      matched: null,
      writes: {
        create: { requests: [{ body: { ref: "2", name: "new", city: "Brugge" } }] },
        update: { requests: [{ body: { ref: "2", city: "Brugge" } }] },
      },
    });
    const [skipping] = await dryRuns(graphTo(system, { match: "ref", onExisting: "skip" }), { ref: "1" });
    expect(Object.keys(skipping?.writes ?? {})).toEqual(["create"]);
  });

  it("tells what differs in the target although the record equals what was sent", async () => {
    const scene = await makeScene(test.database, world);
    const [order] = makeOrders(1);
    if (!order) throw new Error("There is an order.");
    await scene.run(order);
    const made = scene.erp.records("things")[0];
    if (!made) throw new Error("The run made a thing.");
    scene.erp.remove("things", made.id);
    scene.erp.put("things", { ...made.data, total: 99 });
    const request = { graph: scene.graph, samples: [{ data: order, readAt }], flow: scene.flow.flowId };
    const { samples } = await previewGraph(world.engine, scene.flow.workspaceId, request, never);
    expect(samples[0]?.passes.at(-1)?.dryRun).toMatchObject({
      decision: "unchanged",
      linked: made.id,
      requests: [],
      changes: [{ path: "total", from: 99, to: 0 }],
    });
  });

  it("names the value that several records match", async () => {
    const system = createMemorySystem({ type: "doubles", seed: { things: [{ ref: "1" }, { ref: "1" }] } });
    await world.add(system);
    const [dryRun] = await dryRuns(graphTo(system, { match: "ref" }), { ref: "1" });
    expect(dryRun).toMatchObject({
      decision: "reject",
      found: 2,
      match: [{ field: "ref", value: "1" }],
      writes: {},
    });
  });

  it("says when it asked, and asks again at once when it is told to", async () => {
    const system = createMemorySystem({ type: "timed", seed: { things: [{ ref: "1" }] } });
    await world.add(system);
    const graph = graphTo(system, { match: "ref" });
    const askedAt = async (more?: { fresh: boolean }) =>
      (await preview(graph, [{ ref: "1" }], more)).samples[0]?.passes.at(-1)?.askedAt;
    const first = await askedAt();
    expect(Date.parse(first ?? "")).toBeGreaterThan(Date.now() - 60_000);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await askedAt()).toBe(first);
    expect(system.calls().asked).toBe(1);
    expect(await askedAt({ fresh: true })).not.toBe(first);
    expect(system.calls().asked).toBe(2);
  });

  it("asks the same question once in ten minutes, and only a changed connection makes it ask again", async () => {
    const system = createMemorySystem({ type: "asked", seed: { things: [{ ref: "1" }] } });
    await world.add(system);
    const graph = graphTo(system, { match: "ref" });
    await preview(graph, [{ ref: "1" }]);
    await preview(graph, [{ ref: "1" }, { ref: "2" }]);
    expect(system.calls().asked).toBe(2);
    await test.database.$client`update connection set revision = revision + 1 where name = 'asked'`;
    await preview(graph, [{ ref: "1" }]);
    expect(system.calls().asked).toBe(3);
  });

  it("goes on around a broken step and says what is wrong with it", async () => {
    const scene = await makeScene(test.database, world, {
      nodes: {
        good: { type: "mapping", config: { expression: '{ "ref": number }' } },
        bad: { type: "mapping", config: { expression: "{ number" } },
        erp: thingsBy("ref"),
        other: thingsBy("ref"),
      },
      edges: [
        { from: "orders", to: "good" },
        { from: "good", to: "erp" },
        { from: "orders", to: "bad" },
        { from: "bad", to: "other" },
      ],
    });
    const { problems, samples } = await preview(scene.graph, makeOrders(1));
    expect(problems).toMatchObject([{ node: "bad", field: "expression", severity: "error" }]);
    expect(samples[0]?.leaves.map((leaf) => [leaf.outcome.node, leaf.outcome.kind]).sort()).toEqual([
      ["bad", "rejected"],
      ["erp", "created"],
    ]);
  });

  it("shows pasted records although the source has no connection yet", async () => {
    const system = createMemorySystem({ type: "unconnected" });
    await world.add(system);
    const graph = graphTo(system, { match: "ref" });
    const nodes = graph.nodes as Record<string, JsonObject>;
    const { problems, samples } = await preview(
      { ...graph, nodes: { ...nodes, orders: { type: "source", config: { connection: "", resource: "" } } } },
      [{ ref: "1" }],
    );
    expect(problems.map((problem) => problem.node)).toContain("orders");
    expect(samples[0]?.state).toBe("created");
  });

  it("answers the problems of a graph that has no way through", async () => {
    const { problems, samples } = await preview({ format: 1, name: "Empty", nodes: {}, edges: [] }, [{}]);
    expect(problems.map((problem) => problem.code)).toContain("no-source");
    expect(samples).toEqual([]);
  });
});
