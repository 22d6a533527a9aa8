import { expect, it } from "vitest";
import { hasField } from "./has-field.ts";

it.each([
  ["a", true],
  ["a.b", true],
  ["lines.sku", true],
  ["lines.qty", false],
  ["dotted.name", true],
  ["a.c", false],
  ["toString", false],
])("finds the field %s in a record: %s", (path, isThere) => {
  expect(hasField({ a: { b: null }, lines: [{}, { sku: 1 }], "dotted.name": 1 }, path)).toBe(isThere);
});
