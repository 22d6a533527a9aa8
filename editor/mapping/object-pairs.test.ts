import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdit, findResultObject, mappingRows, removePair, setPair } from "./object-pairs.ts";

const rows = (text: string) => {
  const object = findResultObject(text);
  return object
    ? mappingRows(object).map((row) => [row.path.join("."), text.slice(row.value.start, row.value.end)])
    : undefined;
};
const set = (text: string, path: string[], expression: string) => {
  const edit = setPair(text, path, expression);
  return edit && applyEdit(text, edit);
};
const remove = (text: string, path: string[]) => {
  const edit = removePair(text, path);
  return edit && applyEdit(text, edit);
};

describe("the pairs of a mapping text", () => {
  it.each([
    [
      '{ "a": x, "b": y ? 1 : 2 }',
      [
        ["a", "x"],
        ["b", "y ? 1 : 2"],
      ],
    ],
    ["{ 'it''s': 1 }", undefined],
    ["{ 'it\\'s': 1 }", [["it's", "1"]]],
    ['( $x := 1; { "a": $x } )', [["a", "$x"]]],
    ['( $x := 1; { "a": $x }; )', [["a", "$x"]]],
    [
      '{ "a": { "b": x /* why */, "c": [1, 2] } }',
      [
        ["a.b", "x /* why */"],
        ["a.c", "[1, 2]"],
      ],
    ],
    ['{ "a": {} }', [["a", "{}"]]],
    ["{ key: 1 }", undefined],
    ["lines.{ 'a': 1 }", undefined],
    ['{ "a": 1 } ~> $merge', undefined],
    ["{ ", undefined],
    ["{}", []],
  ])("reads %s", (text, expected) => {
    expect(rows(text)).toEqual(expected);
  });
});

describe("setting a target field", () => {
  it.each([
    ["", ["A"], "x", '{\n  "A": x\n}'],
    ["{}", ["A"], "x", '{\n  "A": x\n}'],
    ["", ["A", "B"], "x", '{\n  "A": {\n    "B": x\n  }\n}'],
    ['{ "A": 1 }', ["B"], "x", '{ "A": 1, "B": x }'],
    ['{\n  "A": 1 // no\n}', ["B"], "x", undefined],
    ['{\n  "A": 1 /* one */\n}', ["B"], "x", '{\n  "A": 1 /* one */,\n  "B": x\n}'],
    [
      '{\n  "A": 1,\n  "B": {\n    "C": 2\n  }\n}',
      ["B", "D"],
      "x",
      '{\n  "A": 1,\n  "B": {\n    "C": 2,\n    "D": x\n  }\n}',
    ],
    ['{ "A": old }', ["A"], "new", '{ "A": new }'],
    ["lines", ["A"], "x", undefined],
  ])("in %j", (text, path, expression, expected) => {
    expect(set(text, path, expression)).toBe(expected);
  });

  it("leaves every byte outside the edited value as it was, for any mix of names and values", () => {
    const name = fc.string({ minLength: 1, maxLength: 8 });
    const value = fc.constantFrom(
      "a.b",
      "[1, 2]",
      "x ? y : z",
      "$sum(lines.(q * p))",
      '"t,{"',
      "/* c */ n",
      "{ }",
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 1, maxLength: 6 }),
        fc.array(value, { minLength: 7, maxLength: 7 }),
        (names, values) => {
          let text = "";
          for (const [place, one] of names.entries()) text = set(text, [one], values[place] ?? "1") ?? "";
          expect(rows(text)).toEqual(names.map((one, place) => [one, values[place]]));
          const first = names[0] ?? "";
          const changed = set(text, [first], "new") ?? "";
          expect(rows(changed)).toEqual(
            names.map((one, place) => [one, place === 0 ? "new" : values[place]]),
          );
          expect(set(changed, [first], values[0] ?? "1")).toBe(text);
        },
      ),
    );
  });
});

describe("taking a target field out", () => {
  it.each([
    ['{ "A": 1, "B": 2, "C": 3 }', ["B"], '{ "A": 1, "C": 3 }'],
    ['{ "A": 1, "B": 2 }', ["A"], '{ "B": 2 }'],
    ['{ "A": 1 }', ["A"], "{}"],
    ['{ "A": { "B": 1, "C": 2 } }', ["A", "C"], '{ "A": { "B": 1 } }'],
    ['{ "A": 1 }', ["Z"], undefined],
  ])("from %j", (text, path, expected) => {
    expect(remove(text, path)).toBe(expected);
  });
});
