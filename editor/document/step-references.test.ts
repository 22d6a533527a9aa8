import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { definitions } from "./catalogue.ts";
import { renameNode } from "./edits/rename.ts";
import { findStepReferences, replaceStepNames } from "./step-references.ts";
import { orderFlow } from "./testing/graphs.ts";

describe("references to steps", () => {
  it.each([
    ["$steps.erp.ID", "$steps.order.ID"],
    ["$steps . erp", "$steps . order"],
    ["$steps.`erp`.x", "$steps.order.x"],
    ['{ "a": $steps.erp, "b": $steps.erp2 }', '{ "a": $steps.order, "b": $steps.erp2 }'],
    ['$lookup($steps, "erp")', '$lookup($steps, "order")'],
    ["$lookup($steps, 'erp')", "$lookup($steps, 'order')"],
    ['"$steps.erp" & $steps.erp', '"$steps.erp" & $steps.order'],
    ["/* $steps.erp */ $steps.erp", "/* $steps.erp */ $steps.order"],
    ["erp.$steps", "erp.$steps"],
    ["$stepsX.erp", "$stepsX.erp"],
    ["$contains(a, /$steps.erp/)", "$contains(a, /$steps.erp/)"],
    ["$steps.", "$steps."],
  ])("rewrites %s", (text, expected) => {
    expect(replaceStepNames(text, new Map([["erp", "order"]]))).toBe(expected);
  });

  it("quotes a new name that is a word of the language", () => {
    expect(replaceStepNames("$steps.a", new Map([["a", "and"]]))).toBe("$steps.`and`");
  });

  it("swaps two names at once", () => {
    const names = new Map([
      ["a", "b"],
      ["b", "a"],
    ]);
    expect(replaceStepNames("$steps.a + $steps.b", names)).toBe("$steps.b + $steps.a");
  });

  it("never fails and changes nothing else, whatever the text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(replaceStepNames(text, new Map())).toBe(text);
        for (const { start, end, name, quote } of findStepReferences(text)) {
          expect(text.slice(start, end)).toContain(quote ? `${quote}${name}` : name);
        }
      }),
    );
  });
});

describe("renameNode", () => {
  it("takes edges, place and expressions along", () => {
    const { graph } = renameNode(orderFlow, "paid", "settled", definitions);
    expect(Object.keys(graph.nodes)).toEqual(["orders", "settled", "toErp", "erp", "remark"]);
    expect(graph.edges.slice(0, 2)).toEqual([
      { from: "orders", to: "settled" },
      { from: "settled", to: "toErp" },
    ]);
    expect(graph.layout.settled).toEqual([336, 0]);
    expect(graph.nodes.toErp?.config.expression).toBe('{ "Ref": $steps.settled.id }');
  });

  it.each(["erp", "1st", "", "constructor", "__proto__", "a b", "toString"])(
    "refuses the name %j without changing anything",
    (name) => {
      expect(renameNode(orderFlow, "paid", name, definitions).graph).toBe(orderFlow);
    },
  );

  it("comes back to the same document when renamed back", () => {
    const there = renameNode(orderFlow, "paid", "settled", definitions).graph;
    expect(renameNode(there, "settled", "paid", definitions).graph).toEqual(orderFlow);
  });
});
