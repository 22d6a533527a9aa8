import type { Json } from "@trasvase/shared/json.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalText, contentHash } from "./canonical.ts";
import { changedFields, fieldValue } from "./record-fields.ts";

const json = fc.jsonValue({ maxDepth: 4 }).map((value) => value as Json);

describe("fields of records", () => {
  it.each<[Json, string, Json | undefined]>([
    [{ a: 1 }, "a", 1],
    [{ a: { b: 2 } }, "a.b", 2],
    [{ "a.b": 3, a: { b: 2 } }, "a.b", 3],
    [{ a: null }, "a.b", undefined],
    [{}, "constructor", undefined],
    ["text", "length", undefined],
  ])("of %j at %s is %j", (data, path, value) => {
    expect(fieldValue(data, path)).toEqual(value);
  });

  it.each<[string, Json, Json, readonly string[]]>([
    ["fields that are not sent do not count", { a: 1 }, { a: 1, b: 2 }, []],
    ["null equals missing", { a: null }, {}, []],
    [
      "a number equals its text",
      { a: "12345678901234567890", b: 5 },
      { a: "12345678901234567890", b: "5" },
      [],
    ],
    ["nested fields are named", { a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } }, ["a.c"]],
    ["a list differs as a whole", { a: [1, 2] }, { a: [1, 2, 3] }, ["a"]],
    ["elements of lists are compared by what is sent", { a: [{ x: 1 }] }, { a: [{ x: 1, y: 2 }] }, []],
    ["text is not true", { a: "true" }, { a: { b: 1 } }, ["a"]],
  ])("that differ: %s", (_says, sent, target, paths) => {
    expect(changedFields(sent, target).map((change) => change.path)).toEqual(paths);
  });

  it("of equal records never differ", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(changedFields(value, value)).toEqual([]);
      }),
    );
  });
});

describe("canonical texts", () => {
  it("are equal whatever the order of the members, and parse back to the value", () => {
    const shuffled = (value: Json): Json => {
      if (Array.isArray(value)) return value.map((one: Json) => shuffled(one));
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, member]) => [name, shuffled(member as Json)]),
      );
    };
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalText(shuffled(value))).toBe(canonicalText(value));
        expect(contentHash(shuffled(value))).toBe(contentHash(value));
        expect(JSON.parse(canonicalText(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
