import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findTooDeep } from "./json-limits.ts";

const limits = { depth: 64, values: 1_000 };
const look = (text: string) => findTooDeep(new TextEncoder().encode(text), limits);

/** Depth and number of values, counted after parsing. */
function measure(value: unknown): { depth: number; values: number } {
  if (typeof value !== "object" || value === null) return { depth: 0, values: 1 };
  const inner = Object.values(value).map(measure);
  const values = inner.reduce((sum, one) => sum + one.values, 0);
  return { depth: 1 + Math.max(0, ...inner.map((one) => one.depth)), values: Math.max(1, values) };
}

describe("looking over JSON before it is parsed", () => {
  it.each([
    ["64 deep", "[".repeat(64) + "]".repeat(64), undefined],
    ["65 deep", "[".repeat(65) + "]".repeat(65), "too-deep"],
    ["100,000 deep and never closed", '{"a":['.repeat(100_000), "too-deep"],
    ["brackets inside texts", JSON.stringify("[".repeat(500)), undefined],
    ["an escaped quote before brackets", `["\\"${"[".repeat(100)}"]`, undefined],
    ["a backslash at the end of a text", `["\\\\", ${"[".repeat(64)}`, "too-deep"],
    ["1,000 values", JSON.stringify(Array.from({ length: 1000 }, () => 0)), undefined],
    ["1,001 values", JSON.stringify(Array.from({ length: 1001 }, () => 0)), "too-many-values"],
    ["nothing", "", undefined],
  ])("judges %s", (_, text, verdict) => {
    expect(look(text)).toBe(verdict);
  });

  it("agrees with counting after parsing, whatever the JSON", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        const { depth, values } = measure(JSON.parse(text));
        const bytes = new TextEncoder().encode(text);
        expect(findTooDeep(bytes, { depth, values: 1e9 })).toBeUndefined();
        if (depth > 0) expect(findTooDeep(bytes, { depth: depth - 1, values: 1e9 })).toBe("too-deep");
        expect(findTooDeep(bytes, { depth: 1e9, values })).toBeUndefined();
      }),
    );
  });
});
