import type { Graph } from "@trasvase/shared/graph.ts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { definitions } from "./catalogue.ts";
import { copySteps, readClipboard } from "./clipboard.ts";
import { edgeIds } from "./definitions.ts";
import { duplicate, pasteSteps } from "./edits/paste.ts";
import { graphArbitrary, orderFlow } from "./testing/graphs.ts";

function pasteText(graph: Graph, text: string) {
  const pasted = readClipboard(text);
  return pasted.kind === "steps" ? pasteSteps(graph, pasted.graph, undefined, definitions) : undefined;
}

describe("copying and pasting steps", () => {
  it("gives copies new names, follows them in expressions, and keeps the connections among them", () => {
    const edit = pasteText(orderFlow, copySteps(orderFlow, ["paid", "toErp"]));
    expect(edit?.select).toEqual(["paid2", "toErp2"]);
    expect(edgeIds(edit?.graph ?? orderFlow, definitions)).toContain("paid2:kept>toErp2");
    expect(edit?.graph.nodes.toErp2?.config.expression).toBe('{ "Ref": $steps.paid2.id }');
  });

  it("leaves references to steps that were not copied as they are", () => {
    const edit = pasteText(orderFlow, copySteps(orderFlow, ["toErp"]));
    expect(edit?.graph.nodes.toErp2?.config.expression).toBe('{ "Ref": $steps.paid.id }');
  });

  it("takes the value tables along that the steps use, and says when others of that name are there", () => {
    const withTable: Graph = {
      ...orderFlow,
      nodes: { map: { type: "mapping", config: { expression: '$table("country", c)' } } },
      edges: [],
      tables: { country: { rows: [["Nederland", "NL"]] }, unused: { rows: [] } },
    };
    const text = copySteps(withTable, ["map"]);
    expect(pasteText(orderFlow, text)?.graph.tables).toEqual({ country: { rows: [["Nederland", "NL"]] } });
    const other = {
      ...orderFlow,
      tables: { country: { rows: [["Nederland", "31"]] as [string, string][] } },
    };
    const edit = pasteText(other, text);
    expect(edit?.keptTables).toEqual(["country"]);
    expect(edit?.graph.tables).toBe(other.tables);
  });

  it("reports connections it may not make", () => {
    const loop: Graph = { ...orderFlow, edges: [...orderFlow.edges, { from: "toErp", to: "paid" }] };
    const edit = pasteText(orderFlow, copySteps(loop, ["paid", "toErp"]));
    expect(edit?.refused).toEqual([{ edge: { from: "toErp", to: "paid" }, reason: "cycle" }]);
  });

  it("gives back equal steps, whatever was copied", () => {
    fc.assert(
      fc.property(graphArbitrary, (graph) => {
        const names = Object.keys(graph.nodes);
        const pasted = readClipboard(copySteps(graph, names));
        if (names.length === 0) expect(pasted.kind).toBe("refused");
        else expect(pasted).toMatchObject({ kind: "steps", graph: { nodes: graph.nodes } });
      }),
    );
  });

  it("doubles steps below themselves", () => {
    const { graph, select } = duplicate(orderFlow, ["paid", "toErp"], definitions);
    expect(select).toEqual(["paid2", "toErp2"]);
    expect(graph.layout.paid2).toEqual([336, 96]);
    expect(graph.layout.toErp2).toEqual([672, 96]);
  });
});

describe("hostile and foreign clipboards", () => {
  const step = '{"type":"mapping","config":{}}';
  it.each<[string, string]>([
    ["nothing", "empty"],
    ["   \n", "empty"],
    ["SELECT * FROM orders", "not-json"],
    ['{"format":1,"nodes":', "not-json"],
    ['"just text"', "no-records"],
    ["[1, 2, 3]", "no-records"],
    [`{"format":1,"nodes":{"__proto__":${step}}}`, "broken"],
    [`{"format":1,"nodes":{"constructor":${step}}}`, "broken"],
    [`{"format":1,"nodes":{"a b":${step}}}`, "broken"],
    ['{"format":1,"nodes":{"a":{"type":7}}}', "broken"],
    ['{"format":99,"nodes":{}}', "broken"],
    ['{"format":1,"nodes":{},"edges":[]}', "empty"],
    [`{"format":1,"nodes":{"a":${step}},"secret":1}`, "broken"],
    [`{"format":1,"nodes":{"a":{"type":"mapping","config":${"[".repeat(500)}${"]".repeat(500)}}}}`, "broken"],
    [`[${"[".repeat(400)}${"]".repeat(400)}]`, "no-records"],
  ])("refuses %.60s with a reason", (text, reason) => {
    const pasted = readClipboard(text === "nothing" ? "" : text);
    expect(pasted).toMatchObject({ kind: "refused", reason });
  });

  it("refuses texts beyond the limit without reading them", () => {
    expect(readClipboard("x".repeat(5_000_001))).toMatchObject({ kind: "refused", reason: "too-long" });
  });

  it("recognises records, as a list, alone or one per line", () => {
    expect(readClipboard('[{"id":1},{"id":2}]')).toEqual({
      kind: "records",
      records: [{ id: 1 }, { id: 2 }],
    });
    expect(readClipboard('{"id":1}')).toEqual({ kind: "records", records: [{ id: 1 }] });
    expect(readClipboard('{"id":1}\n{"id":2}\n')).toEqual({
      kind: "records",
      records: [{ id: 1 }, { id: 2 }],
    });
  });

  it("never throws, and changes nothing unless every step is well-formed", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((json) => `{"format":1,"nodes":${json}}`),
        ),
        (text) => {
          const pasted = readClipboard(text);
          if (pasted.kind === "steps") expect(Object.keys(pasted.graph.nodes).length).toBeGreaterThan(0);
          expect(Object.prototype).not.toHaveProperty("type");
        },
      ),
    );
  });
});
