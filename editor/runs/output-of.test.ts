import type { PassRow } from "@trasvase/shared/contract/preview.ts";
import { expect, it } from "vitest";
import { outputOf } from "./output-of.ts";

const pass = (outputs: readonly string[], more: Partial<PassRow> = {}): PassRow => ({
  node: "step",
  recordId: "r1",
  input: "in",
  outputs: outputs.map((data) => ({ port: "out", data, recordId: "r1/step.out" })),
  verdicts: [],
  provisional: false,
  durationMs: 0,
  ...more,
});

it.each([
  ["mapping", pass(["a"]), { kind: "record", value: "a" }],
  ["router", pass(["a", "a"]), { kind: "record", value: "a" }],
  ["split", pass(["a", "b"]), { kind: "list", value: ["a", "b"] }],
  ["split", pass(["a"]), { kind: "list", value: ["a"] }],
  ["lookup", pass(["a"], { answer: null }), { kind: "answer", value: null }],
  ["lookup", pass([]), { kind: "none" }],
  ["filter", pass([]), { kind: "none" }],
] as const)("of a %s is what a reader looks for", (type, seen, expected) => {
  expect(outputOf(type, seen)).toEqual(expected);
});
