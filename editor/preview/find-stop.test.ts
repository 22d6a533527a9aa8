import { parseGraph } from "@trasvase/shared/graph.ts";
import { describe, expect, it } from "vitest";
import { findStop } from "./find-stop.ts";
import type { PreviewPass } from "./preview-job.ts";

const { graph } = parseGraph({
  format: 1,
  nodes: {
    orders: { type: "source", config: {} },
    paid: { type: "filter", config: {} },
    map: { type: "mapping", config: {} },
    erp: { type: "destination", config: {} },
    alone: { type: "mapping", config: {} },
  },
  edges: [
    { from: "orders", to: "paid" },
    { from: "paid", port: "kept", to: "map" },
    { from: "map", to: "erp" },
  ],
});

const pass = (node: string, more: Partial<PreviewPass>): PreviewPass => ({
  node,
  recordId: "sample",
  input: {},
  outputs: [],
  verdicts: [],
  provisional: false,
  durationMs: 0,
  ...more,
});
const left = (port: string) => [{ port, data: {}, recordId: "" }];
const stopOf = (name: string, passes: PreviewPass[]) => {
  if (!graph) throw new Error("The graph of this test does not parse.");
  const by = Object.fromEntries(
    passes.map((one) => [one.node, { passes: [one], stale: false, pending: one.pending ?? false }]),
  );
  return findStop(graph, name, by);
};

describe("why a step is not reached", () => {
  const orders = pass("orders", { outputs: left("out") });

  it("names the filter that dropped the record", () => {
    expect(stopOf("erp", [orders, pass("paid", { outputs: left("dropped") })])).toMatchObject({
      node: "paid",
      kind: "filtered",
    });
  });

  it("names the step that refused it, with its reason", () => {
    const outcome = { kind: "rejected" as const, node: "map", message: "No." };
    expect(
      stopOf("erp", [orders, pass("paid", { outputs: left("kept") }), pass("map", { outcome })]),
    ).toEqual({
      node: "map",
      kind: "rejected",
      message: "No.",
    });
  });

  it("says that a system has not answered yet", () => {
    expect(stopOf("erp", [orders, pass("paid", { pending: true })])).toMatchObject({
      node: "paid",
      kind: "waiting",
    });
  });

  it("knows nothing of a step that is not connected", () => {
    expect(stopOf("alone", [orders])).toBeUndefined();
  });
});
