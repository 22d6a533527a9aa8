import { expect, it } from "vitest";
import { linePaths } from "./line-paths.ts";

it("says for each printed line which member it belongs to", () => {
  const value = { a: 1, "b: {": { c: [1, [2]] }, lines: [{ sku: "x" }, { sku: "y", to: {} }], z: [] };
  const lines = JSON.stringify(value, null, 2).split("\n");
  expect(linePaths(lines).map((path, index) => `${path} | ${lines[index]?.trim()}`)).toEqual([
    " | {",
    'a | "a": 1,',
    'b: { | "b: {": {',
    'b: {.c | "c": [',
    "b: {.c | 1,",
    "b: {.c | [",
    "b: {.c | 2",
    "b: {.c | ]",
    "b: {.c | ]",
    "b: { | },",
    'lines | "lines": [',
    "lines | {",
    'lines.sku | "sku": "x"',
    "lines | },",
    "lines | {",
    'lines.sku | "sku": "y",',
    'lines.to | "to": {}',
    "lines | }",
    "lines | ],",
    'z | "z": []',
    " | }",
  ]);
});
