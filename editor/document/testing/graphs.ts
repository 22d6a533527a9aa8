import type { Graph, GraphNode } from "@trasvase/shared/graph.ts";
import { type NodeType, nodeTypes } from "@trasvase/shared/node.ts";
import * as fc from "fast-check";
import { definitions } from "../catalogue.ts";
import { portsOf } from "../definitions.ts";

/** A small flow: source → filter → mapping → destination, with a note beside it. */
export const orderFlow: Graph = {
  format: 1,
  name: "Orders",
  nodes: {
    orders: { type: "source", title: "Web orders", config: { connection: "shop", resource: "orders" } },
    paid: { type: "filter", config: { keep: 'status = "paid"' } },
    toErp: { type: "mapping", title: "Map order", config: { expression: '{ "Ref": $steps.paid.id }' } },
    erp: { type: "destination", config: { connection: "exact", resource: "salesOrders", match: "Ref" } },
    remark: { type: "note", config: { text: "Ask before changing." } },
  },
  edges: [
    { from: "orders", to: "paid" },
    { from: "paid", to: "toErp" },
    { from: "toErp", to: "erp" },
  ],
  tables: {},
  layout: { orders: [0, 0], paid: [336, 0], toErp: [672, 0], erp: [1008, 0], remark: [0, 160] },
};

const nodeArbitrary: fc.Arbitrary<GraphNode> = fc
  .record({ type: fc.constantFrom(...nodeTypes), config: fc.constantFrom("initial", "filled", "broken") })
  .map(
    ({ type, config }) =>
      ({ type, config: configs[config]?.[type] ?? definitions[type].initial }) as GraphNode,
  );

const configs: Readonly<Record<string, Partial<Record<NodeType, GraphNode["config"]>>>> = {
  filled: {
    filter: { keep: "amount > 3" },
    mapping: { expression: '{ "a": $steps.step1.b }' },
    router: {
      mode: "all",
      branches: [
        { name: "eu", when: "a" },
        { name: "us", when: "b" },
      ],
    },
    split: { items: "lines" },
    lookup: {
      connection: "exact",
      resource: "accounts",
      match: { field: "Email", value: "e" },
      onMissing: "port",
    },
  },
  broken: { filter: { keep: "(" }, mapping: { expresion: "x" }, router: { branches: 3 } },
};

/** Any graph a person could arrive at and some they could not: wrong configs, wrong edges, loops. */
export const graphArbitrary: fc.Arbitrary<Graph> = fc.array(nodeArbitrary, { maxLength: 8 }).chain((made) => {
  const nodes = Object.fromEntries(made.map((node, index) => [`step${index}`, node]));
  const names = Object.keys(nodes);
  const edge = fc.record({
    from: fc.constantFrom(...(names.length > 0 ? names : ["none"])),
    to: fc.constantFrom(...(names.length > 0 ? names : ["none"])),
    exit: fc.nat(3),
  });
  return fc.array(edge, { maxLength: names.length > 0 ? 10 : 0 }).map(
    (edges): Graph => ({
      format: 1,
      name: "Made up",
      nodes,
      edges: edges.map(({ from, to, exit }) => {
        const node = nodes[from];
        const port = node && portsOf(node, definitions)[exit]?.name;
        return port === undefined ? { from, to } : { from, port, to };
      }),
      tables: {},
      layout: Object.fromEntries(names.map((name, index) => [name, [index * 336, (index % 3) * 112]])),
    }),
  );
});
