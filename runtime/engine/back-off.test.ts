import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backOff } from "./back-off.ts";

const limits = { retryBaseMs: 1000, retryMostMs: 60_000 };

describe("backing off", () => {
  it("doubles, within a fifth, up to the longest", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (tries, random) => {
          const wait = backOff(limits, tries, 0, () => random);
          const middle = Math.min(1000 * 2 ** (tries - 1), 60_000);
          expect(wait).toBeGreaterThanOrEqual(Math.floor(middle * 0.8));
          expect(wait).toBeLessThanOrEqual(Math.ceil(middle * 1.2));
        },
      ),
    );
  });

  it("never comes back sooner than it was asked to", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 900_000 }), (tries, asked) => {
        expect(backOff(limits, tries, asked)).toBeGreaterThanOrEqual(asked);
      }),
    );
  });
});
