import type { PassRow } from "@trasvase/shared/contract/preview.ts";
import type { JsonObject } from "@trasvase/shared/json.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomGraph, randomOrders } from "../testing/random-graph.ts";
import { walkLive } from "../testing/walk-live.ts";
import { replay } from "./replay.ts";
import { parseEffects } from "./stored-effects.ts";

const withoutTimes = (passes: readonly PassRow[]) => passes.map((pass) => ({ ...pass, durationMs: 0 }));

describe("replaying a record", () => {
  it("gives back every value of its walk, whatever the graph and the answers were, and calls nobody", async () => {
    await fc.assert(
      fc.asyncProperty(
        randomGraph({ source: "shop", target: "erp" }),
        randomOrders,
        fc.nat(2),
        async (graph, orders, failures) => {
          const { book, mutations, passes, systems, walked } = await walkLive(graph, orders, { failures });
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
    const { book, systems, walked } = await walkLive(graph("client"), [{ number: "1", customer: "C0" }]);
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
    const { book, systems, walked } = await walkLive(graph("customer"), [{ number: "1", customer: "C0" }]);
    const [one] = walked;
    if (!one) throw new Error("Nothing was walked.");
    const logged = { record: one.record, effects: book.of(one.record.id) };
    const changed = await replay(systems, graph('"other"'), logged, { samePlaces: false });
    expect(changed.leaves[0]?.outcome).toMatchObject({ kind: "rejected", code: "not-stored", node: "find" });
  });
});
