import { expect, it } from "vitest";
import { type Graph, parseGraph } from "./graph.ts";
import { graphChanges } from "./graph-changes.ts";
import type { Json, JsonObject } from "./json.ts";

function graph(more: JsonObject = {}): Graph {
  const document: Json = {
    format: 1,
    name: "Orders",
    nodes: {
      orders: { type: "source", title: "Web orders", config: { options: { path: "orders.ndjson" } } },
      paid: { type: "filter", config: { keep: 'status = "paid"' } },
    },
    edges: [{ from: "orders", to: "paid" }],
    tables: { vat: { rows: [["21", "5"]] } },
    ...more,
  };
  const { graph: parsed, problems } = parseGraph(document);
  if (!parsed) throw new Error(problems[0]?.message);
  return parsed;
}

it("finds no change between equal graphs, wherever the steps stand", () => {
  expect(graphChanges(graph(), graph({ layout: { paid: [288, 0] } }))).toEqual([]);
});

it("names a changed field with its text before and after", () => {
  const after = graph({
    nodes: {
      orders: { type: "source", title: "Web orders", config: { options: { path: "new.ndjson" } } },
      paid: { type: "filter", config: { keep: "total > 0" } },
    },
  });
  expect(graphChanges(graph(), after)).toEqual([
    {
      kind: "changed",
      what: "step",
      name: "orders",
      title: "Web orders",
      fields: [{ field: "options.path", before: "orders.ndjson", after: "new.ndjson" }],
    },
    {
      kind: "changed",
      what: "step",
      name: "paid",
      title: "paid",
      fields: [{ field: "keep", before: 'status = "paid"', after: "total > 0" }],
    },
  ]);
});

it("tells steps, edges, tables and the name apart", () => {
  const after = graph({
    name: "Paid orders",
    nodes: {
      orders: { type: "source", title: "Web orders", config: { options: { path: "orders.ndjson" } } },
    },
    edges: [],
    tables: { vat: { rows: [["21", "VH"]] } },
    limits: { steps: 5_000 },
  });
  const said = graphChanges(graph(), after).map(({ kind, what, title }) => `${kind} ${what} ${title}`);
  expect(said).toEqual([
    "changed name Paid orders",
    "removed step paid",
    "removed edge Web orders → paid",
    "changed table vat",
    "changed limits Paid orders",
  ]);
  expect(graphChanges(graph(), graph({ limits: { steps: 5_000 } }))[0]?.fields).toEqual([
    { field: "steps", before: "10000000", after: "5000" },
  ]);
  const back = graphChanges(after, graph()).map(({ kind, what }) => `${kind} ${what}`);
  expect(back).toEqual(["changed name", "added step", "added edge", "changed table", "changed limits"]);
});
