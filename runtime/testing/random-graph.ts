import type { JsonObject } from "@trasvase/shared/json.ts";
import fc from "fast-check";

/** The connections of a random graph: one to read from, one to look up in and write to. */
export interface GraphSystems {
  readonly source: string;
  readonly target: string;
}

type Kind = "mapping" | "filter" | "router" | "split" | "lookup" | "destination";

const kinds: readonly Kind[] = ["mapping", "filter", "router", "split", "lookup", "destination"];

const choices = fc.record({
  kind: fc.constantFrom(...kinds),
  /** Which earlier open exit it is put behind. */
  at: fc.nat(),
  variant: fc.nat(5),
});

/**
 * Graphs of every kind of step, as trees behind the source, ending in destinations or in nothing. Records are expected to have `number`,
 * `total`, `customer` and `lines`; some steps refuse some of them.
 */
export function randomGraph(systems: GraphSystems): fc.Arbitrary<JsonObject> {
  return fc.array(choices, { minLength: 1, maxLength: 9 }).map((picked) => {
    const nodes: Record<string, JsonObject> = {
      orders: { type: "source", config: { connection: systems.source, resource: "orders" } },
    };
    const edges: JsonObject[] = [];
    const exits: { readonly from: string; readonly port: string }[] = [{ from: "orders", port: "out" }];
    const add = (name: string, kind: Kind, variant: number, at: number) => {
      nodes[name] = { type: kind, config: configOf(kind, variant, systems) };
      const exit = exits[at % exits.length];
      if (exit) edges.push({ from: exit.from, port: exit.port, to: name });
      for (const port of portsOf(kind)) exits.push({ from: name, port });
    };
    picked.forEach(({ at, kind, variant }, index) => {
      add(`${kind}${index}`, kind, variant, at);
    });
    add("last", "destination", 0, 0);
    return { format: 1, name: "Random", nodes, edges, tables: {}, layout: {} };
  });
}

function portsOf(kind: Kind): readonly string[] {
  switch (kind) {
    case "filter":
      return ["kept", "dropped"];
    case "router":
      return ["big", "odd", "otherwise"];
    case "lookup":
      return ["found", "missing"];
    case "destination":
      return ["done", "failed"];
    default:
      return ["out"];
  }
}

function configOf(kind: Kind, variant: number, systems: GraphSystems): JsonObject {
  switch (kind) {
    case "mapping":
      return {
        expression:
          [
            '{ "number": number, "total": total, "customer": customer, "lines": lines, "ref": customer & "-" & number }',
            '$merge([$, { "ref": number, "seen": $now(), "dice": $random() }])',
            '$merge([$, { "total": $number(total) + 1, "ref": customer }])',
          ][variant % 3] ?? "$",
      };
    case "filter":
      return { keep: ["total > 3", 'customer != "C1"', "$exists(lines)"][variant % 3] ?? "true" };
    case "router":
      return {
        mode: variant % 2 === 0 ? "first" : "all",
        branches: [
          { name: "big", when: "total > 5" },
          { name: "odd", when: "total % 2 = 1" },
        ],
      };
    case "split":
      return { items: "lines", key: "" };
    case "lookup":
      return {
        connection: systems.target,
        resource: "customers",
        match: { field: "code", value: variant % 2 === 0 ? "customer" : "number" },
        onMissing: ["port", "null", "reject"][variant % 3] ?? "port",
        ...(variant > 3 ? { onMissing: "port" } : {}),
      };
    default:
      return {
        connection: systems.target,
        resource: "things",
        match: ["number", "customer"][variant % 2] ?? "number",
        onExisting: ["update", "skip", "reject"][variant % 3] ?? "update",
        compare: variant > 3 ? "target" : "sent",
      };
  }
}

/** Orders, some of which some steps refuse: no number, a total that is a text, no lines. */
export const randomOrders: fc.Arbitrary<readonly JsonObject[]> = fc.array(
  fc
    .record({
      number: fc.oneof({ weight: 9, arbitrary: fc.nat(30).map((n) => `A${n}`) }, fc.constant("")),
      total: fc.oneof({ weight: 6, arbitrary: fc.nat(10) }, fc.constant("many")),
      customer: fc.nat(4).map((n) => `C${n}`),
      lines: fc.array(
        fc.record({ number: fc.nat(9).map(String), customer: fc.constant("C1"), total: fc.nat(9) }),
        {
          maxLength: 3,
        },
      ),
    })
    .map((order): JsonObject => order),
  { minLength: 1, maxLength: 12 },
);
