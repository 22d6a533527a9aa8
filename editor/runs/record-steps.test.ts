import type { PassRow } from "@trasvase/shared/contract/preview.ts";
import type { Json } from "@trasvase/shared/json.ts";
import type { OutcomeKind } from "@trasvase/shared/outcome.ts";
import { describe, expect, it } from "vitest";
import { countOutcomes, elementPlaces, passToShow, recordWay, stepToShow } from "./record-steps.ts";

const graph: Json = {
  format: 1,
  name: "Orders",
  nodes: {
    orders: { type: "source", title: "Web orders", config: {} },
    paid: { type: "filter", title: "Only paid", config: { keep: 'status = "paid"' } },
    lines: { type: "split", config: { items: "lines" } },
    erp: { type: "destination", title: "Exact Online", config: {} },
    late: { type: "destination", title: "Late orders", config: {} },
    remark: { type: "note", config: { text: "why" } },
  },
  edges: [],
};

function pass(
  node: string,
  more: Partial<PassRow> & { ports?: string[]; ended?: OutcomeKind } = {},
): PassRow {
  const { ports = [], ended, ...rest } = more;
  return {
    node,
    recordId: "r1",
    input: {},
    outputs: ports.map((port) => ({ port, data: {}, recordId: `r1/${node}.${port}` })),
    verdicts: [],
    provisional: false,
    durationMs: 1,
    ...(ended ? { outcome: { kind: ended, node, message: "" } } : {}),
    ...rest,
  };
}

const passes = [
  pass("orders", { ports: ["out"] }),
  pass("paid", { ports: ["kept"] }),
  pass("lines", { ports: ["out", "out"] }),
  pass("erp", { ended: "created" }),
  pass("erp", { ended: "rejected" }),
];

describe("the way of a record", () => {
  const way = recordWay({ graph, passes });

  it("has one entry per step passed, in the order it happened, called as on the canvas", () => {
    expect(way.steps.map((step) => step.title)).toEqual(["Web orders", "Only paid", "Split", "Exact Online"]);
    expect(way.steps.map((step) => step.type)).toEqual(["source", "filter", "split", "destination"]);
  });

  it("names the steps never reached and says nothing of notes", () => {
    expect(way.notReached).toEqual(["Late orders"]);
  });

  it("tells an exit where there is a choice or a number to tell", () => {
    expect(way.steps.map((step) => step.exits)).toEqual([
      [],
      [{ port: "kept", title: "kept", count: 1 }],
      [{ port: "out", title: expect.any(String), count: 2 }],
      [],
    ]);
  });

  it("puts the worst ending first", () => {
    expect(way.steps.at(-1)?.outcomes).toEqual([
      { kind: "rejected", count: 1 },
      { kind: "created", count: 1 },
    ]);
  });

  it("can still be read when the graph cannot", () => {
    expect(recordWay({ graph: { format: 99 }, passes }).steps.map((step) => step.title)).toEqual([
      "orders",
      "paid",
      "lines",
      "erp",
    ]);
  });
});

describe("what is shown first", () => {
  it("is the step and the pass that ended worst", () => {
    const { steps } = recordWay({
      graph,
      passes: [pass("erp", { ended: "rejected" }), pass("late", { ended: "created" })],
    });
    expect(stepToShow(steps)?.name).toBe("erp");
    expect(passToShow(passes.slice(3))?.outcome?.kind).toBe("rejected");
  });

  it("is the last step where nothing ended", () => {
    expect(stepToShow(recordWay({ graph, passes: passes.slice(0, 2) }).steps)?.name).toBe("paid");
    expect(stepToShow([])).toBeUndefined();
  });
});

it("counts how things ended, worst first", () => {
  expect(countOutcomes(["created", "filtered", "created"])).toEqual([
    { kind: "created", count: 2 },
    { kind: "filtered", count: 1 },
  ]);
});

it.each([
  ["0192/orders.out", []],
  ["0192/orders.out/lines.out[2]", [3]],
  ["a[9]/orders.out/lines.out[0]/parts.out[4]/map.out", [1, 5]],
])("reads the places of elements along %s", (recordId, places) => {
  expect(elementPlaces(recordId)).toEqual(places);
});
