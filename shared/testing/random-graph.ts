import fc from "fast-check";
import type { GraphEdge, GraphNode } from "../graph.ts";
import type { Json, JsonObject } from "../json.ts";

/** A graph document with one source, no cycle and every step reachable, of all node types. */
export interface RandomGraph {
  readonly format: 1;
  readonly name: string;
  readonly nodes: Record<string, GraphNode>;
  readonly edges: GraphEdge[];
  readonly tables: Record<string, { rows: [string, Json][]; default: Json }>;
  readonly layout: Record<string, [number, number]>;
}

/** Connection and resource names that the steps of random graphs use. */
export interface RandomSystems {
  readonly connection: string;
  readonly readable: string;
  readonly writable: string;
  readonly matchField: string;
}

const conditions = [
  "amount > 10",
  'status = "paid"',
  "amount",
  "$exists(lines)",
  "missing.field",
  '$meta.key != "r1"',
  "amount + status",
];
const mappings = [
  '{ "code": code, "amount": amount, "status": status, "lines": lines }',
  '{ "code": code & "-x", "amount": amount * 2, "lines": [lines.{ "sku": sku }] }',
  "$source",
  '$merge([$, { "seen": $meta.id }])',
  '{ "code": $table("codes", status), "amount": $number(amount) }',
  "missing",
];

function ports(type: string, config: JsonObject): readonly string[] {
  switch (type) {
    case "filter":
      return ["kept", "dropped"];
    case "router":
      return ["big", "paid", "otherwise"];
    case "lookup":
      return config.onMissing === "port" ? ["found", "missing"] : ["found"];
    case "destination":
      return ["done", "failed"];
    default:
      return ["out"];
  }
}

function stepOf(systems: RandomSystems): fc.Arbitrary<GraphNode> {
  const { connection, readable, writable, matchField } = systems;
  const condition = fc.constantFrom(...conditions);
  return fc.oneof(
    condition.map((keep) => ({ type: "filter", config: { keep } })),
    fc.constantFrom(...mappings).map((expression) => ({ type: "mapping", config: { expression } })),
    fc.tuple(fc.constantFrom("first", "all"), condition, condition).map(([mode, a, b]) => ({
      type: "router",
      config: {
        mode,
        branches: [
          { name: "big", when: a },
          { name: "paid", when: b },
        ],
      },
    })),
    fc.constantFrom("lines", "[]", "$").map((items) => ({ type: "split", config: { items } })),
    fc
      .tuple(fc.constantFrom("reject", "null", "port"), fc.constantFrom("code", "$string(amount)", "missing"))
      .map(([onMissing, value]) => ({
        type: "lookup",
        config: { connection, resource: readable, match: { field: matchField, value }, onMissing },
      })),
    fc
      .record({
        onExisting: fc.constantFrom("update", "skip", "reject"),
        onMissing: fc.constantFrom("create", "skip", "reject"),
        createOnly: fc.constantFrom([], ["status"]),
      })
      .map((choices) => ({
        type: "destination",
        config: { connection, resource: writable, match: matchField, ...choices },
      })),
  );
}

/** Random graphs of up to `maxSteps` steps besides source and final destination. */
export function randomGraph(systems: RandomSystems, maxSteps = 8): fc.Arbitrary<RandomGraph> {
  return fc
    .array(fc.tuple(stepOf(systems), fc.nat(), fc.nat(), fc.nat()), { minLength: 1, maxLength: maxSteps })
    .map((steps) => {
      const nodes: Record<string, GraphNode> = {
        start: {
          type: "source",
          config: { connection: systems.connection, resource: systems.readable, key: "code" },
        },
      };
      const edges: GraphEdge[] = [];
      const names = ["start"];
      const seen = new Set<string>();
      const join = (from: string, portPick: number, to: string) => {
        const node = nodes[from];
        const exits = node ? ports(node.type, node.config) : [];
        const port = exits[portPick % exits.length];
        if (port === undefined || seen.has(`${from}.${port}>${to}`)) return;
        seen.add(`${from}.${port}>${to}`);
        edges.push({ from, port, to });
      };
      const last: [GraphNode, number, number, number] = [
        {
          type: "destination",
          config: { connection: systems.connection, resource: systems.writable, match: systems.matchField },
        },
        1,
        0,
        0,
      ];
      [...steps, last].forEach(([node, parentPick, portPick, extraPick], index) => {
        const name = `n${index}`;
        nodes[name] = node;
        join(names[parentPick % names.length] ?? "start", portPick, name);
        if (extraPick % 3 === 0) join(names[extraPick % names.length] ?? "start", extraPick, name);
        names.push(name);
      });
      return {
        format: 1 as const,
        name: "random",
        nodes,
        edges,
        tables: {
          codes: {
            rows: [
              ["paid", "P"],
              ["open", "O"],
            ],
            default: "?",
          },
        },
        layout: {},
      };
    });
}

/** Order-like data that the expressions of random graphs read. */
export const randomRecordData: fc.Arbitrary<Json> = fc.record(
  {
    code: fc.constantFrom("r1", "r2", "r3", "r4"),
    amount: fc.oneof(fc.integer({ min: -5, max: 100 }), fc.constantFrom("12", "x")),
    status: fc.constantFrom("paid", "open", ""),
    lines: fc.array(
      fc.record({
        sku: fc.constantFrom("A", "B"),
        code: fc.constantFrom("l1", "l2"),
        amount: fc.integer({ min: 0, max: 9 }),
      }),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: ["code"] },
);
