import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFlowFile, printFlowFile } from "./flow-file.ts";
import { type Graph, maxNodes, parseGraph } from "./graph.ts";
import { printGraph } from "./print-graph.ts";

const name = fc
  .stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,8}$/)
  .filter((text) => !["constructor", "prototype", "toString", "valueOf", "hasOwnProperty"].includes(text));
// JSON.parse cannot give -0 back, and a `__proto__` key is refused by design.
const json = fc
  .jsonValue({ maxDepth: 3 })
  .map((value) => JSON.parse(JSON.stringify(value).replaceAll("__proto__", "proto")));
const graph: fc.Arbitrary<Graph> = fc.record({
  format: fc.constant(1 as const),
  name: fc.string({ maxLength: 20 }),
  nodes: fc.dictionary(
    name,
    fc.record(
      {
        type: fc.constantFrom("source", "filter", "mapping", "elsewhere"),
        title: fc.string({ maxLength: 9 }),
        config: fc.dictionary(name, json),
      },
      { requiredKeys: ["type", "config"] },
    ),
    { maxKeys: 6, noNullPrototype: true },
  ),
  edges: fc.array(fc.record({ from: name, port: name, to: name }, { requiredKeys: ["from", "to"] }), {
    maxLength: 6,
  }),
  tables: fc.dictionary(
    name,
    fc.record(
      { rows: fc.array(fc.tuple(fc.string(), json), { maxLength: 3 }), default: json, force: fc.boolean() },
      { requiredKeys: ["rows"] },
    ),
    { maxKeys: 3, noNullPrototype: true },
  ),
  layout: fc.dictionary(name, fc.tuple(fc.integer(), fc.integer()), { maxKeys: 6, noNullPrototype: true }),
  limits: fc.record(
    {
      steps: fc.integer({ min: 1_000, max: 1_000_000_000 }),
      callDepth: fc.integer({ min: 10, max: 1_000 }),
      timeMs: fc.constantFrom(100, 5_000),
    },
    { requiredKeys: [] },
  ),
});

describe("the graph document", () => {
  it("comes back equal after parse, print and parse", () => {
    fc.assert(
      fc.property(graph, (document) => {
        const parsed = parseGraph(document);
        expect(parsed.problems).toEqual([]);
        const again = parsed.graph && parseGraph(JSON.parse(printGraph(parsed.graph)));
        expect(again?.graph).toEqual(parsed.graph);
        const file =
          parsed.graph &&
          printFlowFile({ graph: parsed.graph, cases: [], needs: [], trigger: { kind: "manual" } });
        expect(parseFlowFile(JSON.parse(file ?? "")).file?.graph).toEqual(parsed.graph);
      }),
    );
  });

  it.each([
    [{ steps: 1 }, "limits.steps"],
    [{ callDepth: 100_000 }, "limits.callDepth"],
    [{ sequenceLength: 1000.5 }, "limits.sequenceLength"],
    [{ stringLength: "long" }, "limits.stringLength"],
    [{ speed: 1 }, "limits"],
    ["none", "limits"],
  ])("refuses the limits %j, naming the place", (limits, field) => {
    const { graph: parsed, problems } = parseGraph({ format: 1, limits });
    expect(parsed).toBeUndefined();
    expect(problems).toEqual([expect.objectContaining({ code: "shape", severity: "error", field })]);
  });

  it("says in plain words what a limit may be", () => {
    expect(parseGraph({ format: 1, limits: { callDepth: 5_000 } }).problems[0]?.message).toBe(
      'The limit "callDepth" must be a whole number from 10 to 1,000. Change it, or leave it out for the default of 500.',
    );
  });

  it("prints no limit that is the default", () => {
    const { graph: parsed } = parseGraph({ format: 1, limits: { callDepth: 500, timeMs: 9_000 } });
    expect(parsed?.limits).toEqual({ timeMs: 9_000 });
    expect(parsed && printGraph(parsed)).toContain('"limits": {\n    "timeMs": 9000\n  }');
    expect(parseGraph({ format: 1, limits: { callDepth: 500 } }).graph).not.toHaveProperty("limits");
  });

  it("prints equal texts for equal graphs, whatever the order of names", () => {
    fc.assert(
      fc.property(graph, (document) => {
        const turned = { ...document, nodes: Object.fromEntries(Object.entries(document.nodes).reverse()) };
        expect(printGraph(turned)).toBe(printGraph(document));
      }),
    );
  });

  it("changes only lines of the layout section when a node is moved", () => {
    fc.assert(
      fc.property(graph, fc.tuple(fc.integer(), fc.integer()), (document, place) => {
        const [first] = Object.keys(document.layout);
        fc.pre(first !== undefined);
        const moved = { ...document, layout: { ...document.layout, [first as string]: place } };
        const layoutStart = (text: string) => text.slice(0, text.lastIndexOf('\n  "layout":'));
        expect(layoutStart(printGraph(moved))).toBe(layoutStart(printGraph(document)));
      }),
    );
  });

  it("never throws and names at least one problem whenever it refuses", () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, maxDepth: 5 }), (input) => {
        const parsed = parseGraph(input);
        expect(parsed.graph === undefined).toBe(parsed.problems.length > 0);
      }),
    );
  });

  it.each([
    [
      "an own __proto__ key",
      JSON.parse('{"format":1,"nodes":{"__proto__":{"type":"source"}}}'),
      "hostile-key",
    ],
    [
      "__proto__ deep in a config",
      JSON.parse('{"format":1,"nodes":{"a":{"type":"source","config":{"x":{"__proto__":1}}}}}'),
      "hostile-key",
    ],
    ["a node called constructor", { format: 1, nodes: { constructor: { type: "source" } } }, "node-name"],
    ["a node name with a space", { format: 1, nodes: { "a b": { type: "source" } } }, "node-name"],
    [
      "a node name of a megabyte",
      { format: 1, nodes: { ["x".repeat(1_000_000)]: { type: "source" } } },
      "node-name",
    ],
    ["an unknown format", { format: 2 }, "shape"],
    ["an unknown section", { format: 1, extra: 1 }, "shape"],
    [
      "nesting without end",
      JSON.parse(
        `{"format":1,"nodes":{"a":{"type":"source","config":{"x":${"[".repeat(90)}${"]".repeat(90)}}}}}`,
      ),
      "too-deep",
    ],
    ["a text of a megabyte", { format: 1, name: "x".repeat(1_000_000) }, "too-long"],
  ])("refuses %s", (_what, input, code) => {
    expect(parseGraph(input).problems.map((problem) => problem.code)).toContain(code);
  });

  it("refuses more nodes than it can promise to plan", () => {
    const nodes = Object.fromEntries(
      Array.from({ length: maxNodes + 1 }, (_, index) => [`n${index}`, { type: "note" }]),
    );
    expect(parseGraph({ format: 1, nodes }).problems[0]?.code).toBe("too-many-nodes");
  });

  it("reports every problem at once", () => {
    const { problems } = parseGraph({
      format: 1,
      nodes: { "1": { type: "source" }, a: { typo: 1 } },
      edges: [{ from: 1 }],
      layout: { a: [1] },
    });
    expect(new Set(problems.map((problem) => problem.node ?? problem.edge ?? problem.field))).toEqual(
      new Set(["1", "a", 0, "layout.a"]),
    );
  });
});
