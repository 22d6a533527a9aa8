import { nodeCatalog } from "@trasvase/nodes/catalog.ts";
import { createMemorySystem } from "@trasvase/nodes/connectors/memory/memory-system.ts";
import { runners } from "@trasvase/nodes/pure.ts";
import { ConnectorError } from "@trasvase/shared/connector.ts";
import type { PassRow } from "@trasvase/shared/contract/preview.ts";
import type { JsonObject } from "@trasvase/shared/json.ts";
import { makePlan } from "@trasvase/shared/plan.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testServices } from "../testing/make-engine.ts";
import { randomGraph, randomOrders } from "../testing/random-graph.ts";
import { openLiveDoor } from "./effects.ts";
import type { Systems } from "./engine.ts";
import { noIntents } from "./intents.ts";
import { WalkLinks } from "./links.ts";
import { catalogueOf, openFlow } from "./open.ts";
import { passRow } from "./pass-rows.ts";
import { replay } from "./replay.ts";
import { nameRecords } from "./source-records.ts";
import { EffectBook, parseEffects, withStoredEffects } from "./stored-effects.ts";
import { walkRecords } from "./walk-records.ts";
import { Writers } from "./write-calls.ts";

/** Walks orders through a graph live, in memory, and gives the passes and effects of each record. */
async function walkLive(graph: JsonObject, orders: readonly JsonObject[], failures: number) {
  const shop = createMemorySystem({ type: "shop", resources: [{ name: "orders", key: "number" }] });
  const erp = createMemorySystem({
    type: "erp",
    resources: [{ name: "things" }, { name: "customers" }],
    seed: { customers: [{ code: "C0", name: "Zero" }, { code: "C2" }, { code: "C3" }, { code: "C3" }] },
  });
  const systems: Systems = {
    nodes: nodeCatalog,
    runners,
    connectors: { shop: shop.definition, erp: erp.definition },
    clients: { shop: shop.connector, erp: erp.connector },
  };
  const connections = new Map([
    ["shop", "shop"],
    ["erp", "erp"],
  ]);
  const { plan } = makePlan(graph, catalogueOf(systems, connections));
  const flow = plan && openFlow(plan, systems, connections);
  if (!flow) throw new Error("The random graph has no plan.");
  for (let index = 0; index < failures; index++) {
    erp.fail(
      { on: "write", answer: { kind: "transient", code: "busy", message: "Busy." } },
      { on: "find", answer: new ConnectorError("transient", "down", "Down.") },
      { on: "write", answer: { kind: "rejected", code: "bad", message: "Refused." } },
    );
  }
  const reader = await erp.connector.openReader(
    { name: "erp", connector: "erp", settings: {}, secrets: {} },
    testServices,
  );
  const writer = await erp.connector.openWriter(
    { name: "erp", connector: "erp", settings: {}, secrets: {} },
    testServices,
  );
  const door = openLiveDoor({
    opened: flow.opened,
    connections,
    connectors: systems.connectors,
    links: new WalkLinks({ connection: "shop", resource: "orders" }),
    reader: async () => reader,
    writers: new Writers(async () => writer),
    intents: noIntents,
    onBroken: async () => {},
    looksInto: () => 0,
    wait: async () => {},
    callTimeoutMs: 1000,
    matchWaitMs: 0,
    signal: new AbortController().signal,
  });
  const book = new EffectBook();
  const records = nameRecords(
    flow,
    orders.map((data) => ({ data })),
    { runId: "run", ordinal: 0, readAt: "2026-11-23T10:00:00.000Z" },
  );
  const passes = new Map<string, PassRow[]>(records.map((record) => [record.id, []]));
  const walked = await walkRecords(
    flow.opened,
    records,
    withStoredEffects(door, new Map(), book),
    (pass, record) => {
      passes.get(record.id)?.push(passRow(pass));
    },
  );
  return { systems, walked, passes, book, mutations: () => erp.calls().mutations };
}

const withoutTimes = (passes: readonly PassRow[]) => passes.map((pass) => ({ ...pass, durationMs: 0 }));

describe("replaying a record", () => {
  it("gives back every value of its walk, whatever the graph and the answers were, and calls nobody", async () => {
    await fc.assert(
      fc.asyncProperty(
        randomGraph({ source: "shop", target: "erp" }),
        randomOrders,
        fc.nat(2),
        async (graph, orders, failures) => {
          const { book, mutations, passes, systems, walked } = await walkLive(graph, orders, failures);
          const before = mutations();
          for (const { leaves, record } of walked) {
            // As stored and read again.
            const effects = parseEffects(JSON.parse(JSON.stringify(book.of(record.id))));
            const stored = JSON.parse(JSON.stringify(record)) as typeof record;
            const again = await replay(systems, graph, { record: stored, effects });
            expect(JSON.stringify(withoutTimes(again.passes))).toBe(
              JSON.stringify(withoutTimes(passes.get(record.id) ?? [])),
            );
            expect(JSON.stringify(again.leaves)).toBe(JSON.stringify(leaves));
          }
          expect(mutations()).toBe(before);
        },
      ),
      { numRuns: 100 },
    );
  }, 60_000);

  it("finds effects by what was asked when a step has another name", async () => {
    const graph = (name: string): JsonObject => ({
      format: 1,
      name: "Renamed",
      nodes: {
        orders: { type: "source", config: { connection: "shop", resource: "orders" } },
        [name]: {
          type: "lookup",
          config: { connection: "erp", resource: "customers", match: { field: "code", value: "customer" } },
        },
        out: { type: "destination", config: { connection: "erp", resource: "things", match: "number" } },
      },
      edges: [
        { from: "orders", to: name },
        { from: name, to: "out" },
      ],
      tables: {},
      layout: {},
    });
    const { book, systems, walked } = await walkLive(graph("client"), [{ number: "1", customer: "C0" }], 0);
    const [one] = walked;
    if (!one) throw new Error("Nothing was walked.");
    const logged = { record: one.record, effects: book.of(one.record.id) };
    const renamed = await replay(systems, graph("customer"), logged, { samePlaces: false });
    expect(renamed.leaves.map((leaf) => leaf.outcome.kind)).toEqual(["created"]);
    expect(renamed.passes.find((pass) => pass.node === "customer")?.answer).toMatchObject({ name: "Zero" });
  });

  it("says so when a changed graph asks what the record never asked", async () => {
    const graph = (value: string): JsonObject => ({
      format: 1,
      name: "Changed",
      nodes: {
        orders: { type: "source", config: { connection: "shop", resource: "orders" } },
        find: {
          type: "lookup",
          config: { connection: "erp", resource: "customers", match: { field: "code", value } },
        },
        out: { type: "destination", config: { connection: "erp", resource: "things", match: "number" } },
      },
      edges: [
        { from: "orders", to: "find" },
        { from: "find", to: "out" },
      ],
      tables: {},
      layout: {},
    });
    const { book, systems, walked } = await walkLive(graph("customer"), [{ number: "1", customer: "C0" }], 0);
    const [one] = walked;
    if (!one) throw new Error("Nothing was walked.");
    const logged = { record: one.record, effects: book.of(one.record.id) };
    const changed = await replay(systems, graph('"other"'), logged, { samePlaces: false });
    expect(changed.leaves[0]?.outcome).toMatchObject({ kind: "rejected", code: "not-stored", node: "find" });
  });
});
