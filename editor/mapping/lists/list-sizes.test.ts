import type { Json } from "@trasvase/shared/json.ts";
import { describe, expect, it } from "vitest";
import { evaluate } from "../evaluation/evaluate.ts";
import { listOutcome, scopeWithSize, sizesTried, staysList } from "./list-sizes.ts";

const scopeOf = (data: Json) => ({ data, source: data, steps: {}, key: "k", readAt: "2026-01-01T00:00:00Z" });
const two = scopeOf({ lines: [{ sku: "A" }, { sku: "B" }] });

/** What an expression gives with 0, 1 and 2 elements. */
function tried(text: string, scope = two) {
  return sizesTried.map((size) => {
    const sized = scopeWithSize(text, scope, size, [two]);
    const answer = sized && evaluate({ scopes: [sized], tables: {}, questions: [{ id: "q", text }] }).q?.[0];
    return { size, outcome: listOutcome(answer ?? {}) };
  });
}

describe("a list of the target, tried with 0, 1 and 2 lines (MAP-7)", () => {
  it.each([
    ['lines.{"s": sku}', ["missing", "single", "list"]],
    ['[lines.{"s": sku}]', ["list", "list", "list"]],
    ['$source.lines.{"s": sku}', ["missing", "single", "list"]],
    ["lines.sku", ["missing", "single", "list"]],
    ["[lines.sku]", ["list", "list", "list"]],
    ["lines[].sku", ["missing", "list", "list"]],
    ["$map(lines, function($l){ $l.sku })", ["missing", "single", "list"]],
  ])("%s", (text, outcomes) => {
    const check = tried(text);
    expect(check.map(({ outcome }) => outcome)).toEqual(outcomes);
    expect(staysList(check)).toBe(outcomes.every((one) => one === "list"));
  });

  it("borrows lines from another sample where this one has none", () => {
    const empty = scopeOf({ lines: [] });
    expect(tried("lines.sku", empty).map(({ outcome }) => outcome)).toEqual(["missing", "single", "list"]);
  });

  it("has nothing to try where no list is read", () => {
    expect(scopeWithSize('"a"', two, 1, [])).toBeUndefined();
    expect(scopeWithSize("lines.", two, 1, [])).toBeUndefined();
  });
});
