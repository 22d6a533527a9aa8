import { nodeCatalog } from "@trasvase/nodes/catalog.ts";
import { expect, it } from "vitest";
import { fieldTitle } from "./field-title.ts";

it.each([
  ["filter", "keep", "Keep records where"],
  ["lookup", "match.value", "Match, value"],
  ["router", "title", "title"],
  ["router", "branches[1].when", expect.stringMatching(/, 1\.when$/)],
  ["source", "options.path", "Options, path"],
] as const)("says of a %s what the form calls %s", (type, path, title) => {
  expect(fieldTitle(nodeCatalog[type], path)).toEqual(title);
});

it("falls back on the name for steps of an unknown type", () => {
  expect(fieldTitle(undefined, "config.deep")).toBe("config, deep");
});
