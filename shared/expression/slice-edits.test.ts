import { describe, expect, it } from "vitest";
import {
  addPair,
  findPlace,
  removeField,
  removePair,
  renameKey,
  replaceContext,
  replaceFilter,
  replaceValue,
  wrapInList,
  writeField,
} from "./slice-edits.ts";
import { slices } from "./slices.ts";

const mapping = `( /* whole */
  $vat := 21; /* per cent */
  {
    /* who */ "name": customer.name, /* trailing */
    "address": { "city": billing.city },
    "lines": [
      lines[qty > 0].{
        "sku": sku,
        "note": "a, b: c"
      }
    ]
  }
)`;

describe("editing a mapping by its slices", () => {
  it("changes one value and nothing else, however deep", () => {
    expect(replaceValue(mapping, [0], "customer.company")).toBe(
      mapping.replace("customer.name", "customer.company"),
    );
    expect(replaceValue(mapping, [2, 1], "title")).toBe(mapping.replace('"a, b: c"', "title"));
  });

  it("renames a row and keeps the comments beside its name", () => {
    expect(renameKey(mapping, [0], "who")).toBe(mapping.replace('"name"', '"who"'));
    expect(renameKey('{"x": 1}', [0], 'a "b"')).toBe('{"a \\"b\\"": 1}');
  });

  it("adds rows in the style of the others", () => {
    expect(addPair(mapping, "extra", "1")).toBe(mapping.replace("}\n    ]\n", '}\n    ],\n    "extra": 1\n'));
    expect(addPair(mapping, "zip", "billing.zip", [1])).toBe(
      mapping.replace("billing.city }", 'billing.city, "zip": billing.zip }'),
    );
    expect(addPair(mapping, "qty", "qty", [2])).toBe(
      mapping.replace('"a, b: c"', '"a, b: c",\n        "qty": qty'),
    );
    expect(addPair("{}", "a", "b")).toBe('{\n  "a": b\n}');
    expect(addPair('{"x": 1}', "a", "b")).toBe('{"x": 1, "a": b}');
    expect(addPair('{\n\t"l": [lines.{}]\n}', "a", "b", [0])).toBe('{\n\t"l": [lines.{\n\t\t"a": b\n\t}]\n}');
  });

  it("removes rows with their comma", () => {
    expect(removePair('{"x": 1, "y": 2, "z": 3}', [1])).toBe('{"x": 1, "z": 3}');
    expect(removePair('{"x": 1, "y": 2}', [1])).toBe('{"x": 1}');
    expect(removePair('{"x": 1}', [0])).toBe("{}");
    expect(removePair(mapping, [2, 0])).toBe(mapping.replace('"sku": sku,\n        ', ""));
    expect(removeField(mapping, ["address", "zip"])).toBe(mapping);
  });

  it.each([
    ["", ["a"], '{\n  "a": 1\n}'],
    ["  \n", ["a"], '{\n  "a": 1\n}'],
    ["/* todo */", ["a"], '/* todo */\n{\n  "a": 1\n}'],
    ["", ["a", "b"], '{\n  "a": {\n    "b": 1\n  }\n}'],
    ['{"a": 2}', ["a"], '{"a": 1}'],
    ['{"a": {"b": 2}}', ["a", "c"], '{"a": {"b": 2, "c": 1}}'],
    ['{\n  "l": [lines.{}]\n}', ["l", "c"], '{\n  "l": [lines.{\n    "c": 1\n  }]\n}'],
  ])("writes into %j", (text, path, expected) => {
    expect(writeField(text, path, "1")).toBe(expected);
  });

  it.each(["a.b", "{", '{"a": billing}'])("does not write below %j", (text) => {
    expect(writeField(text, ["a", "b"], "1")).toBeUndefined();
  });

  it("changes the path and the filter of lines", () => {
    expect(replaceContext(mapping, [2], "$source.items")).toBe(
      mapping.replace("lines[qty > 0]", "$source.items[qty > 0]"),
    );
    expect(replaceFilter(mapping, [2], "qty > 1")).toBe(mapping.replace("qty > 0", "qty > 1"));
    const without = replaceFilter(mapping, [2], " ");
    expect(without).toBe(mapping.replace("[qty > 0]", ""));
    expect(replaceFilter(without, [2], "qty > 0")).toBe(mapping);
    expect(replaceFilter('{"l": [a[ [0..2] ].{}]}', [0], "")).toBe('{"l": [a.{}]}');
  });

  it("wraps what becomes something else with one line", () => {
    expect(wrapInList('{"l": lines.{"a": 1} /* all */}', [0])).toBe('{"l": [lines.{"a": 1} /* all */]}');
  });

  it("finds fields by name, the first of two", () => {
    expect(findPlace(slices(mapping), ["lines", "note"])).toEqual([2, 1]);
    expect(findPlace(slices(mapping), ["lines", "price"])).toBeUndefined();
    expect(findPlace(slices(mapping), ["name", "x"])).toBeUndefined();
    expect(findPlace(slices('{"a": 1, "a": 2}'), ["a"])).toEqual([0]);
  });

  it.each([
    () => replaceValue("a.b", [0], "1"),
    () => addPair("a.b", "c", "1"),
    () => removePair("{}", [0]),
    () => replaceFilter('{"a": 1}', [0], "x"),
  ])("refuses what is not there (%#)", (edit) => {
    expect(edit).toThrow(RangeError);
  });
});
