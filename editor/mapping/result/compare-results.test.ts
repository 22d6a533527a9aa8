import { describe, expect, it } from "vitest";
import { compareResults } from "./compare-results.ts";

const kinds = (before: object, after: object, showsRemoved = false) =>
  compareResults(before as never, after as never, { showsRemoved }).map(({ path, kind }) => [
    path.join("."),
    kind,
  ]);

describe("two results side by side (MAP-16)", () => {
  it.each([
    [12.5, "12.50", "same"],
    ["2026-01-02", "2026-01-02T00:00:00", "same"],
    ["/Date(1767312000000)/", "2026-01-02", "same"],
    ["2026-01-02T01:00:00+01:00", "2026-01-02T00:00:00Z", "same"],
    ["00123", "123", "changed"],
    ["a", "b", "changed"],
    [null, "", "changed"],
    [true, "true", "changed"],
  ])("%j and %j are %s", (before, after, kind) => {
    expect(kinds({ a: before }, { a: after })).toEqual([["a", kind]]);
  });

  it("leave out what only the record in the target has, but not lines that would go", () => {
    const before = { a: 1, b: 2, l: [{ x: 1 }, { x: 2 }] };
    const after = { a: 1, c: 3, l: [{ x: 1 }] };
    expect(kinds(before, after)).toEqual([
      ["a", "same"],
      ["c", "added"],
      ["l.0.x", "same"],
      ["l.1", "removed"],
    ]);
    expect(kinds(before, after, true)).toContainEqual(["b", "removed"]);
  });
});
