import { type Graph, parseGraph } from "@trasvase/shared/graph.ts";
import { describe, expect, it } from "vitest";
import { PreviewSession } from "./preview-session.ts";
import { placeBefore, placeBehind, placeOnWay, wayOf } from "./record-way.ts";
import type { PassesByNode } from "./summarize.ts";

/** Paid orders are split into lines; the others, and the whole of every order, go to `all`. */
const { graph } = parseGraph({
  format: 1,
  nodes: {
    orders: { type: "source", config: {} },
    paid: { type: "filter", config: { keep: "paid" } },
    lines: { type: "split", config: { items: "lines" } },
    big: { type: "filter", config: { keep: "qty > 1" } },
    bigLine: { type: "mapping", config: { expression: "qty" } },
    all: { type: "mapping", config: { expression: "paid" } },
    unpaid: { type: "mapping", config: { expression: "paid" } },
  },
  edges: [
    { from: "orders", to: "paid" },
    { from: "orders", to: "all" },
    { from: "paid", to: "lines" },
    { from: "paid", port: "dropped", to: "unpaid" },
    { from: "lines", to: "big" },
    { from: "big", to: "bigLine" },
  ],
});

async function previewed(): Promise<{ graph: Graph; passes: PassesByNode }> {
  if (!graph) throw new Error("The graph is right.");
  const data = { paid: true, lines: [{ qty: 1 }, { qty: 2 }] };
  const sample = { key: "A1", data, readAt: "2026-11-23T10:00:00.000Z" };
  const { passes } = await new PreviewSession().compute({ graph, connections: [], sample });
  const known = Object.entries(passes).map(([name, own]) => [
    name,
    { passes: own, stale: false, pending: false },
  ]);
  return { graph, passes: Object.fromEntries(known) };
}

describe("the way of a record", () => {
  it("is what this very record went through, not its siblings", async () => {
    const { passes } = await previewed();
    const second = passes.big?.passes[1]?.recordId ?? "";
    expect(wayOf("big", second, passes)).toEqual({
      steps: ["big", "orders", "paid", "lines", "bigLine"],
      edges: ["orders:out>paid", "paid:kept>lines", "lines:out>big", "big:kept>bigLine"],
    });
    const first = passes.big?.passes[0]?.recordId ?? "";
    expect(wayOf("big", first, passes).steps).not.toContain("bigLine");
  });

  it("of the record as it was read leads wherever it went, and nowhere it did not", async () => {
    const { passes } = await previewed();
    const { steps, edges } = wayOf("orders", "sample", passes);
    expect([...steps].sort()).toEqual(["all", "big", "bigLine", "lines", "orders", "paid"]);
    expect(edges).toContain("orders:out>all");
    expect(edges).not.toContain("paid:dropped>unpaid");
  });

  it("is walked forth and back, the same record all along", async () => {
    const { graph, passes } = await previewed();
    const second = { node: "big", record: passes.big?.passes[1]?.recordId ?? "" };
    const behind = placeBehind(second, graph, passes);
    expect(behind?.node).toBe("bigLine");
    expect(behind && placeBefore(behind)).toEqual(second);
    expect(
      placeBehind({ node: "big", record: passes.big?.passes[0]?.recordId ?? "" }, graph, passes),
    ).toBeUndefined();
    expect(placeBefore({ node: "orders", record: "sample" })).toBeUndefined();
  });

  it("finds the record again at another step", async () => {
    const { passes } = await previewed();
    const ids = (name: string) => passes[name]?.passes.map((pass) => pass.recordId) ?? [];
    const [, second = ""] = ids("big");
    expect(placeOnWay(ids("lines"), second)).toBe(0);
    expect(placeOnWay(ids("big"), ids("bigLine")[0])).toBe(1);
  });
});
