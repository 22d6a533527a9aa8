import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../json.ts";
import { caseSchema, type Expected } from "./case.ts";
import { compareCase } from "./compare.ts";
import { chosenIn, expectationsOf, type Observed } from "./observe.ts";

const observed: Observed = {
  outputs: {
    map: [
      {
        Ref: "A1",
        Lines: [
          { Item: "pen", Amount: 2 },
          { Item: "ink", Amount: 1 },
        ],
        Note: null,
      },
    ],
    lines: [{ sku: "a" }, { sku: "b" }],
    kept: [],
  },
  decisions: { erp: ["create"] },
  outcomes: [
    { step: "erp", outcome: "created" },
    { step: "paid", port: "dropped", outcome: "filtered" },
  ],
};
const everything = { steps: { map: "whole", lines: "whole" }, decisions: true, outcomes: true } as const;

function expecting(change: (expected: Expected) => void): readonly unknown[] {
  const expected = structuredClone(expectationsOf(observed, everything));
  change(expected);
  return compareCase(expected, observed);
}

describe("a case", () => {
  it("is green for what was observed when it was made, however it was chosen, and after its file was read again", () => {
    for (const chosen of [
      everything,
      { steps: {}, decisions: false, outcomes: false },
      { steps: { map: ["Ref", "Lines[1].Amount", "Missing.Path"] }, decisions: true, outcomes: false },
    ]) {
      const expected = expectationsOf(observed, chosen);
      expect(compareCase(expected, observed)).toEqual([]);
      const read = caseSchema.parse(JSON.parse(JSON.stringify({ name: "one", input: {}, expect: expected })));
      expect(compareCase(read.expect, observed)).toEqual([]);
      expect(chosenIn(read.expect)).toEqual({ ...chosen, steps: chosen.steps });
    }
  });

  it.each<[string, (expected: Expected) => void, unknown]>([
    [
      "another value deep in an output",
      ({ outputs }) =>
        Object.assign(outputs ?? {}, {
          map: [
            {
              Ref: "A1",
              Lines: [
                { Item: "pen", Amount: 3 },
                { Item: "ink", Amount: 1 },
              ],
              Note: null,
            },
          ],
        }),
      { step: "map", what: "output", path: "Lines[0].Amount", expected: 3, actual: 2 },
    ],
    [
      "a field that is null instead of missing",
      ({ outputs }) =>
        Object.assign(outputs ?? {}, {
          map: [
            {
              Ref: "A1",
              Lines: observed.outputs.map?.[0] && [
                { Item: "pen", Amount: 2 },
                { Item: "ink", Amount: 1 },
              ],
            },
          ],
        }),
      { step: "map", what: "output", path: "Note", actual: null },
    ],
    [
      "one of several records",
      ({ outputs }) => Object.assign(outputs ?? {}, { lines: [{ sku: "a" }, { sku: "c" }] }),
      { step: "lines", what: "output", path: "sku", record: 1, expected: "c", actual: "b" },
    ],
    [
      "another number of records",
      ({ outputs }) => Object.assign(outputs ?? {}, { lines: [{ sku: "a" }] }),
      { step: "lines", what: "count", path: "", expected: 1, actual: 2 },
    ],
    [
      "another decision",
      (expected) => Object.assign(expected, { decisions: { erp: ["update"] } }),
      { step: "erp", what: "decision", path: "", expected: "update", actual: "create" },
    ],
    [
      "a destination that was never reached",
      (expected) => Object.assign(expected, { decisions: { erp: ["create"], other: ["create"] } }),
      { step: "other", what: "decision", path: "", expected: "create", actual: null },
    ],
    [
      "another ending",
      (expected) =>
        Object.assign(expected, {
          outcomes: [
            { step: "erp", outcome: "updated" },
            { step: "paid", port: "dropped", outcome: "filtered" },
          ],
        }),
      { step: "erp", what: "outcome", path: "", expected: "updated", actual: "created" },
    ],
    [
      "an ending too many",
      (expected) => Object.assign(expected, { outcomes: [{ step: "erp", outcome: "created" }] }),
      { step: "paid", what: "outcome", path: "", actual: "filtered (dropped)" },
    ],
  ])("is red for %s, and says where", (_, change, difference) => {
    expect(expecting(change)).toEqual([difference]);
  });

  it("does not mind the order of members, of endings, or what nobody expects", () => {
    expect(
      expecting((expected) => {
        const [first] = expected.outputs?.map ?? [];
        const reversed = Object.fromEntries(Object.entries(first as object).reverse());
        Object.assign(expected.outputs ?? {}, { map: [reversed as Json] });
        expected.outcomes?.reverse();
        delete expected.decisions;
      }),
    ).toEqual([]);
  });

  it("looks only at the chosen fields, and sees one that is no longer there", () => {
    const expected = expectationsOf(observed, {
      steps: { map: ["Ref", "Lines[0].Item"] },
      decisions: false,
      outcomes: false,
    });
    const now: Observed = {
      ...observed,
      outputs: { map: [{ Lines: [{ Item: "pen", Amount: 99 }], More: 1 }] },
    };
    expect(compareCase(expected, now)).toEqual([
      { step: "map", what: "output", path: "Ref", expected: "A1" },
    ]);
  });

  it("is green exactly when the outputs are the same JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        // fast-check's JSON type is JSON.
        const [a, b] = [one as Json, other as Json];
        const now: Observed = { outputs: { map: [b] }, decisions: {}, outcomes: [] };
        const isSame = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
        expect(compareCase({ outputs: { map: [a] } }, now).length === 0).toBe(isSame);
        expect(compareCase({ outputs: { map: [b] } }, now)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

function sorted(value: Json): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return Object.is(value, -0) ? 0 : value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return { members: members.map(([key, member]) => [key, sorted(member)]) };
}
