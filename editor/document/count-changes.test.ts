import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { definitions } from "./catalogue.ts";
import { countChanges } from "./count-changes.ts";
import { moveNodes } from "./edits/arrange.ts";
import { setConfig, setFlowName } from "./edits/config.ts";
import { disconnect } from "./edits/connect.ts";
import { removeNodes } from "./edits/remove.ts";
import { graphArbitrary, orderFlow } from "./testing/graphs.ts";

describe("countChanges", () => {
  it("counts steps, connections and the name, but not where steps stand", () => {
    expect(countChanges(orderFlow, orderFlow)).toBe(0);
    expect(
      countChanges(orderFlow, moveNodes(orderFlow, new Map([["paid", [0, 640]]]), definitions).graph),
    ).toBe(0);
    expect(countChanges(orderFlow, setFlowName(orderFlow, "Other").graph)).toBe(1);
    expect(
      countChanges(
        orderFlow,
        setConfig(orderFlow, { name: "paid", config: { keep: "true" } }, definitions).graph,
      ),
    ).toBe(1);
    expect(countChanges(orderFlow, disconnect(orderFlow, ["toErp:out>erp"], definitions).graph)).toBe(1);
    // The step, its two connections, and the one that joins its neighbours.
    expect(countChanges(orderFlow, removeNodes(orderFlow, ["paid"], definitions).graph)).toBe(4);
  });

  it("is the same in both directions and nothing for a copy", () => {
    fc.assert(
      fc.property(graphArbitrary, graphArbitrary, (a, b) => {
        expect(countChanges(a, b)).toBe(countChanges(b, a));
        expect(countChanges(a, structuredClone(a))).toBe(0);
      }),
    );
  });
});
