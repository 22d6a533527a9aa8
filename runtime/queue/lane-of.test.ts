import { LANES_PER_FLOW } from "@trasvase/db/schema/lane.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { laneOf } from "./lane-of.ts";

describe("the lane of a key", () => {
  it("is one of the lanes, and always the same", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (key) => {
        const lane = laneOf(key);
        expect(Number.isInteger(lane) && lane >= 0 && lane < LANES_PER_FLOW).toBe(true);
        expect(laneOf(key)).toBe(lane);
      }),
    );
  });

  it.each([
    ["order numbers", (n: number) => String(100_000 + n)],
    ["prefixed numbers", (n: number) => `SO-2026-${n}`],
    ["even numbers", (n: number) => String(n * 16)],
    ["addresses", (n: number) => `customer${n}@example.com`],
  ])("spreads %s evenly", (_what, key) => {
    const counts = new Array<number>(LANES_PER_FLOW).fill(0);
    for (let n = 0; n < 16_000; n++) {
      const lane = laneOf(key(n));
      counts[lane] = (counts[lane] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(700);
    expect(Math.max(...counts)).toBeLessThan(1300);
  });
});
