import type { Graph } from "@trasvase/shared/graph.ts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { definitions } from "../catalogue.ts";
import { edgeIds } from "../definitions.ts";
import { boxOf, overlap } from "../geometry.ts";
import { graphArbitrary, orderFlow } from "../testing/graphs.ts";
import { addSteps, insertOnEdge, spliceInto } from "./add.ts";
import { moveNodes } from "./arrange.ts";
import { setConfig, setTitle } from "./config.ts";
import { connect, disconnect } from "./connect.ts";
import { duplicate } from "./paste.ts";
import { removeNodes } from "./remove.ts";

const edges = (graph: Graph) => edgeIds(graph, definitions);

describe("removing steps", () => {
  it("joins the neighbours of a step with one way in and one way out", () => {
    const { graph } = removeNodes(orderFlow, ["paid"], definitions);
    expect(edges(graph)).toEqual(["toErp:out>erp", "orders:out>toErp"]);
    expect(graph.layout.paid).toBeUndefined();
  });

  it("joins across several removed steps", () => {
    expect(edges(removeNodes(orderFlow, ["paid", "toErp"], definitions).graph)).toEqual(["orders:out>erp"]);
  });

  it("cuts when asked to", () => {
    expect(edges(removeNodes(orderFlow, ["paid"], definitions, { cut: true }).graph)).toEqual([
      "toErp:out>erp",
    ]);
  });

  it("keeps the exit that led to the removed step", () => {
    const routed = connect(orderFlow, { from: "paid", port: "dropped", to: "erp" }, definitions).graph;
    const without = disconnect(routed, ["paid:kept>toErp", "toErp:out>erp"], definitions).graph;
    const chained = connect(without, { from: "paid", port: "dropped", to: "toErp" }, definitions).graph;
    const onward = connect(chained, { from: "toErp", port: "out", to: "erp" }, definitions).graph;
    const apart = disconnect(onward, ["paid:dropped>erp"], definitions).graph;
    expect(edges(removeNodes(apart, ["toErp"], definitions).graph)).toContain("paid:dropped>erp");
  });

  it("leaves no edge, place or label of what is gone", () => {
    fc.assert(
      fc.property(
        graphArbitrary,
        fc.subarray([0, 1, 2, 3, 4, 5, 6, 7]),
        fc.boolean(),
        (graph, picked, cut) => {
          const names = picked.map((index) => `step${index}`);
          const left = removeNodes(graph, names, definitions, { cut }).graph;
          const gone = names.filter((name) => graph.nodes[name]);
          for (const name of gone) {
            expect(left.nodes[name]).toBeUndefined();
            expect(left.layout[name]).toBeUndefined();
            expect(left.edges.some((edge) => edge.from === name || edge.to === name)).toBe(false);
          }
          expect(Object.keys(left.nodes).length).toBe(Object.keys(graph.nodes).length - gone.length);
        },
      ),
    );
  });
});

describe("adding steps", () => {
  it("stands to the right of the step it follows, connected, and is selected", () => {
    const edit = addSteps(
      orderFlow,
      [{ type: "lookup" }],
      { after: { from: "paid", port: "dropped" } },
      definitions,
    );
    expect(edges(edit.graph)).toContain("paid:dropped>lookup");
    expect(edit.select).toEqual(["lookup"]);
    expect(edit.graph.layout.lookup?.[0]).toBeGreaterThan(336);
  });

  it("puts a mapping before a destination in one edit", () => {
    const bare: Graph = {
      ...orderFlow,
      edges: [],
      nodes: { orders: orderFlow.nodes.orders ?? { type: "source", config: {} } },
      layout: {},
    };
    const after = { from: "orders", port: "out" };
    const { graph } = addSteps(
      bare,
      [{ type: "mapping" }, { type: "destination", called: "Sales orders" }],
      { after },
      definitions,
    );
    expect(edges(graph)).toEqual(["orders:out>mapping", "mapping:out>salesOrders"]);
  });

  it("never covers another step when it chooses the place itself", () => {
    fc.assert(
      fc.property(graphArbitrary, fc.nat(7), (graph, index) => {
        const from = `step${index}`;
        const where = graph.nodes[from] ? { after: { from, port: "out" } } : {};
        const edit = addSteps(graph, [{ type: "filter" }], where, definitions);
        const [name = ""] = edit.select ?? [];
        const own = boxOf(edit.graph, name, definitions);
        for (const other of Object.keys(graph.nodes)) {
          expect(overlap(own, boxOf(edit.graph, other, definitions))).toBe(false);
        }
      }),
    );
  });

  it("never connects a source behind another step", () => {
    const edit = addSteps(
      orderFlow,
      [{ type: "source" }],
      { after: { from: "paid", port: "dropped" } },
      definitions,
    );
    expect(edit.graph.edges).toEqual(orderFlow.edges);
  });
});

describe("inserting into a connection", () => {
  it("splits it in two and moves what is behind only as far as needed", () => {
    const { graph, select } = insertOnEdge(orderFlow, "paid:kept>toErp", { type: "lookup" }, definitions);
    expect(select).toEqual(["lookup"]);
    expect(edges(graph)).toEqual([
      "orders:out>paid",
      "toErp:out>erp",
      "paid:kept>lookup",
      "lookup:found>toErp",
    ]);
    expect(overlap(boxOf(graph, "lookup", definitions), boxOf(graph, "toErp", definitions))).toBe(false);
    expect(graph.layout.orders).toEqual([0, 0]);
    expect((graph.layout.erp?.[0] ?? 0) - (graph.layout.toErp?.[0] ?? 0)).toBe(336);
  });

  it("moves nothing where there is room", () => {
    const wide = moveNodes(
      orderFlow,
      new Map([
        ["toErp", [1200, 0]],
        ["erp", [1600, 0]],
      ]),
      definitions,
    ).graph;
    const { graph } = insertOnEdge(wide, "paid:kept>toErp", { type: "lookup" }, definitions);
    expect(graph.layout.toErp).toEqual([1200, 0]);
  });

  it("never covers a step that does not make room", () => {
    const across = connect(orderFlow, { from: "orders", port: "out", to: "erp" }, definitions).graph;
    const { graph } = insertOnEdge(across, "orders:out>erp", { type: "lookup" }, definitions);
    for (const other of ["orders", "paid", "toErp", "erp", "remark"]) {
      expect(overlap(boxOf(graph, "lookup", definitions), boxOf(graph, other, definitions)), other).toBe(
        false,
      );
    }
  });

  it("refuses what nothing can lead into, or what is connected already", () => {
    expect(insertOnEdge(orderFlow, "paid:kept>toErp", { type: "note" }, definitions).graph).toBe(orderFlow);
    expect(spliceInto(orderFlow, "paid:kept>toErp", "erp", definitions).graph).toBe(orderFlow);
    expect(spliceInto(orderFlow, "no>such", "erp", definitions).graph).toBe(orderFlow);
  });
});

describe("edits that change nothing", () => {
  it.each<[string, Graph]>([
    [
      "an equal config",
      setConfig(orderFlow, { name: "paid", config: { keep: 'status = "paid"' } }, definitions).graph,
    ],
    ["an equal title", setTitle(orderFlow, "orders", "Web orders").graph],
    ["the same place", moveNodes(orderFlow, new Map([["paid", [336, 0]]]), definitions).graph],
    ["an unknown step", removeNodes(orderFlow, ["nobody"], definitions).graph],
    [
      "a refused connection",
      connect(orderFlow, { from: "erp", port: "done", to: "orders" }, definitions).graph,
    ],
    ["nothing to double", duplicate(orderFlow, [], definitions).graph],
  ])("answer the same graph: %s", (_what, graph) => {
    expect(graph).toBe(orderFlow);
  });
});

describe("setTitle", () => {
  it("brings the type's title back when emptied", () => {
    expect(setTitle(orderFlow, "orders", "  ").graph.nodes.orders).not.toHaveProperty("title");
  });
});
