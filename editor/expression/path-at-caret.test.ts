import { viewAt, viewOf } from "@trasvase/shared/expression/view-at.ts";
import { describe, expect, it } from "vitest";
import type { ValuePath } from "./expression-path.ts";
import { writePathAt } from "./path-at-caret.ts";

const record = { id: 1, "bill to": { city: "A" }, lines: [{ sku: "a", parts: [{ no: 1 }] }, { sku: "b" }] };
const at = (path: ValuePath, marked: string, view = viewOf(record)) =>
  writePathAt(path, { text: marked.replace("|", ""), offset: marked.indexOf("|") }, record, view);

describe("a field written at a place", () => {
  it.each<[ValuePath, string, string]>([
    [["id"], "|", "id"],
    [["bill to", "city"], '{ "City": | }', "`bill to`.city"],
    [["lines", 0, "sku"], '{ "Lines": lines.{ "Item": | } }', "sku"],
    [["lines", 1, "sku"], "[lines.{ 'a': |", "sku"],
    [["lines", 0, "parts", 0, "no"], "lines.{ 'a': |", "parts.no"],
    [["id"], "lines.{ 'a': |", "$$.id"],
    [["lines", 0, "sku"], "$sum(|)", "lines.sku"],
  ])("%j in %s", (path, marked, expected) => {
    expect(at(path, marked)).toBe(expected);
  });

  it("begins at the element where an expression is asked per element", () => {
    const [element] = viewAt("lines.", 6, [viewOf(record)]).owners ?? [];
    expect(at(["lines", 0, "sku"], "|", viewOf(element))).toBe("sku");
  });

  it("is written from the record as long as nothing is known of it", () => {
    expect(writePathAt(["a", 0, "b"], { text: "", offset: 0 }, undefined, undefined)).toBe("a.b");
  });
});
