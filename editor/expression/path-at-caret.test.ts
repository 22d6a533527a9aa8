import { describe, expect, it } from "vitest";
import { pathAtCaret } from "./path-at-caret.ts";

const data = { id: 1, "bill to": { city: "A" }, lines: [{ sku: "a", parts: [{ no: 1 }] }, { sku: "b" }] };
const at = (path: (string | number)[], marked: string) =>
  pathAtCaret(path, marked.replace("|", ""), marked.indexOf("|"), { data, variables: {} });

describe("a field written at a place", () => {
  it.each([
    [["id"], "|", "id"],
    [["bill to", "city"], '{ "City": | }', "`bill to`.city"],
    [["lines", 0, "sku"], '{ "Lines": lines.{ "Item": | } }', "sku"],
    [["lines", 1, "sku"], "[lines.{ 'a': |", "sku"],
    [["lines", 0, "parts", 0, "no"], "lines.{ 'a': |", "parts.no"],
    [["id"], "lines.{ 'a': |", "$$.id"],
    [["lines", 0, "sku"], "$sum(|)", "lines.sku"],
  ] as [(string | number)[], string, string][])("%j in %s", (path, marked, expected) => {
    expect(at(path, marked)).toBe(expected);
  });
});
