import type { Graph } from "@trasvase/shared/graph.ts";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { catalogueOf, definitions } from "./catalogue.ts";
import { edgeIds } from "./definitions.ts";
import { createDocumentStore, type DocumentStore } from "./document-store.ts";
import type { Edit } from "./edit.ts";
import { addSteps, insertOnEdge } from "./edits/add.ts";
import { moveNodes } from "./edits/arrange.ts";
import { setConfig, setFlowName, setTables, setTitle } from "./edits/config.ts";
import { connect, disconnect } from "./edits/connect.ts";
import { duplicate } from "./edits/paste.ts";
import { removeNodes } from "./edits/remove.ts";
import { renameNode } from "./edits/rename.ts";
import { historyLimit } from "./history.ts";
import { graphArbitrary, orderFlow } from "./testing/graphs.ts";

function open(graph: Graph): DocumentStore {
  const opened = {
    flow: "f1",
    graph,
    revision: 1,
    savedAt: "2026-11-23T14:02:00Z",
  };
  return createDocumentStore(opened, catalogueOf([]));
}

const picks = { a: fc.nat(9), b: fc.nat(9), c: fc.nat(9) };

/** Any edit a person can make, chosen by numbers so that it fits whatever graph it meets. */
const editArbitrary: fc.Arbitrary<(graph: Graph) => Edit> = fc
  .record({ kind: fc.nat(11), ...picks })
  .map(({ kind, a, b, c }) => (graph: Graph): Edit => {
    const names = Object.keys(graph.nodes);
    const one = names[a % Math.max(1, names.length)] ?? "none";
    const other = names[b % Math.max(1, names.length)] ?? "none";
    const edge = edgeIds(graph, definitions)[c % Math.max(1, graph.edges.length)] ?? "none";
    const types = ["mapping", "filter", "router", "lookup", "destination", "note"] as const;
    const type = types[c % types.length] ?? "mapping";
    const edits: readonly (() => Edit)[] = [
      () => addSteps(graph, [{ type }], {}, definitions),
      () => addSteps(graph, [{ type }], { after: { from: one, port: "out" } }, definitions),
      () => removeNodes(graph, [one], definitions),
      () => removeNodes(graph, [one, other], definitions, { cut: true }),
      () => connect(graph, { from: one, port: "out", to: other }, definitions),
      () => disconnect(graph, [edge], definitions),
      () => moveNodes(graph, new Map([[one, [a * 16, b * 16]]]), definitions),
      () => renameNode(graph, one, `renamed${c}`, definitions),
      () => setTitle(graph, one, `Title ${c}`),
      () => setConfig(graph, { name: one, config: { note: `${a}${b}` }, field: "note" }, definitions),
      () => insertOnEdge(graph, edge, { type }, definitions),
      () =>
        c % 2 === 0 ? duplicate(graph, [one], definitions) : setTables(graph, { [`t${a}`]: { rows: [] } }),
    ];
    return edits[kind]?.() ?? setFlowName(graph, `Flow ${a}`);
  });

describe("undo and redo", () => {
  it("bring every document back exactly, over 200 edits of any kind", () => {
    fc.assert(
      fc.property(graphArbitrary, fc.array(editArbitrary, { maxLength: 200 }), (start, edits) => {
        const store = open(start);
        const seen: Graph[] = [start];
        for (const edit of edits) {
          // Sealed after each, so that every edit is an entry of its own.
          if (store.getState().apply(edit(store.getState().graph))) seen.push(store.getState().graph);
          store.getState().seal();
        }
        for (let at = seen.length - 2; at >= 0; at--) {
          store.getState().undo();
          expect(store.getState().graph).toBe(seen[at]);
        }
        expect(store.getState().undo()).toBeUndefined();
        expect(store.getState().graph).toEqual(start);
        for (let at = 1; at < seen.length; at++) {
          store.getState().redo();
          expect(store.getState().graph).toBe(seen[at]);
        }
        expect(store.getState().redo()).toBeUndefined();
      }),
      { numRuns: 40 },
    );
  });

  it("keep at least 200 entries and forget the oldest first", () => {
    const store = open(orderFlow);
    for (let index = 0; index < historyLimit + 20; index++) {
      store.getState().apply(setTitle(store.getState().graph, "paid", `Title ${index}`));
    }
    let undone = 0;
    while (store.getState().undo()) undone++;
    expect(undone).toBe(historyLimit);
    expect(undone).toBeGreaterThanOrEqual(200);
  });

  it("forget what was undone once something else is done", () => {
    const store = open(orderFlow);
    store.getState().apply(setTitle(orderFlow, "paid", "One"));
    store.getState().undo();
    store.getState().apply(setTitle(orderFlow, "paid", "Two"));
    expect(store.getState().redo()).toBeUndefined();
  });

  it("name what they take back", () => {
    const store = open(orderFlow);
    store.getState().apply(removeNodes(orderFlow, ["toErp"], definitions));
    expect(store.getState().undo()).toEqual({ code: "remove", count: 1, step: "Map order" });
  });

  it("take back a burst of typing in one field at once, until the field is left", () => {
    const store = open(orderFlow);
    const type = (keep: string) =>
      store
        .getState()
        .apply(
          setConfig(store.getState().graph, { name: "paid", config: { keep }, field: "keep" }, definitions),
        );
    type("a");
    type("ab");
    store.getState().seal();
    type("abc");
    expect(store.getState().undo()?.code).toBe("config");
    expect(store.getState().graph.nodes.paid?.config.keep).toBe("ab");
    store.getState().undo();
    expect(store.getState().graph).toBe(orderFlow);
  });

  it("leave no trace of an edit that changed nothing", () => {
    const store = open(orderFlow);
    expect(store.getState().apply(setTitle(orderFlow, "orders", "Web orders"))).toBe(false);
    expect(store.getState().history.past).toEqual([]);
  });
});

describe("problems", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("follow an edit within 60 milliseconds", () => {
    const store = open(orderFlow);
    const codes = () => store.getState().problems.map((problem) => problem.code);
    expect(codes()).not.toContain("no-source");
    store.getState().apply(removeNodes(orderFlow, ["orders"], definitions));
    expect(codes()).not.toContain("no-source");
    vi.advanceTimersByTime(60);
    expect(codes()).toContain("no-source");
  });

  it("are not worked out again when a step only moved", () => {
    const store = open(orderFlow);
    const before = store.getState().planned;
    store.getState().apply(moveNodes(orderFlow, new Map([["paid", [400, 48]]]), definitions));
    vi.advanceTimersByTime(1000);
    expect(store.getState().planned).toBe(before);
  });
});
