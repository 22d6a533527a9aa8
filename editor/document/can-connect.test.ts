import { makePlan } from "@trasvase/shared/plan.ts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canConnect, connectVerdicts } from "./can-connect.ts";
import { catalogueOf, definitions } from "./catalogue.ts";
import { edgePort, portsOf } from "./definitions.ts";
import { withEdge } from "./edits/connect.ts";
import { graphArbitrary, orderFlow } from "./testing/graphs.ts";

describe("canConnect", () => {
  it.each([
    ["orders", "out", "toErp", "allowed"],
    ["paid", "dropped", "erp", "allowed"],
    ["orders", "out", "paid", "duplicate"],
    ["erp", "done", "paid", "cycle"],
    ["toErp", "out", "toErp", "same-step"],
    ["toErp", "out", "orders", "no-entry"],
    ["toErp", "out", "remark", "no-entry"],
    ["remark", "out", "erp", "no-exit"],
    ["paid", "sideways", "erp", "unknown-port"],
    ["gone", "out", "erp", "unknown-step"],
    ["paid", "dropped", "gone", "unknown-step"],
  ])("says of %s:%s to %s: %s", (from, port, to, verdict) => {
    expect(canConnect(orderFlow, { from, port, to }, definitions)).toBe(verdict);
  });

  it("treats an edge without a port as one from the first exit", () => {
    expect(canConnect(orderFlow, { from: "paid", port: "kept", to: "toErp" }, definitions)).toBe("duplicate");
  });

  it("answers for many targets as it does for each alone", () => {
    fc.assert(
      fc.property(graphArbitrary, fc.nat(7), fc.nat(3), (graph, index, exit) => {
        const from = `step${index}`;
        const node = graph.nodes[from];
        const port = (node && portsOf(node, definitions)[exit]?.name) ?? "out";
        const verdictOf = connectVerdicts(graph, { from, port }, definitions);
        for (const to of Object.keys(graph.nodes)) {
          expect(verdictOf(to)).toBe(canConnect(graph, { from, port, to }, definitions));
        }
      }),
    );
  });

  it("allows only what planning finds no fault with", () => {
    const catalogue = catalogueOf([]);
    fc.assert(
      fc.property(graphArbitrary, fc.nat(7), fc.nat(7), fc.nat(3), (graph, a, b, exit) => {
        const from = `step${a}`;
        const to = `step${b}`;
        const node = graph.nodes[from];
        const port = (node && portsOf(node, definitions)[exit]?.name) ?? "out";
        fc.pre(canConnect(graph, { from, port, to }, definitions) === "allowed");
        const before = makePlan(graph, catalogue).problems;
        const joined = withEdge(graph, { from, port, to }, definitions);
        const { problems } = makePlan(joined, catalogue);
        const added = joined.edges.length - 1;
        expect(edgePort(joined, joined.edges[added] ?? { from, to }, definitions)).toBe(port);
        expect(problems.filter((problem) => problem.edge === added)).toEqual([]);
        const cycles = (found: typeof problems) => found.filter((problem) => problem.code === "cycle").length;
        expect(cycles(problems)).toBe(cycles(before));
      }),
      { numRuns: 300 },
    );
  });
});
