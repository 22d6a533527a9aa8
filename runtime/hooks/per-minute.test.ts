import fc from "fast-check";
import { expect, it } from "vitest";
import { PerMinute } from "./per-minute.ts";

it("lets no more through than so many in a minute and the burst, however they come, and says when to come again", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 600 }),
      fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 1, maxLength: 300 }),
      (most, pauses) => {
        let now = 0;
        const limit = new PerMinute(() => now);
        let through = 0;
        for (const pause of pauses) {
          now += pause;
          const waitMs = limit.take("a", most);
          if (waitMs === 0) {
            through++;
            continue;
          }
          now += waitMs;
          expect(limit.take("a", most)).toBe(0);
          through++;
        }
        expect(through).toBeLessThanOrEqual((now / 60_000) * most + Math.max(1, most / 6) + 1e-3);
      },
    ),
  );
});

it("counts each by its own name", () => {
  const limit = new PerMinute(() => 0);
  expect(limit.take("a", 1)).toBe(0);
  expect(limit.take("a", 1)).toBe(60_000);
  expect(limit.take("b", 1)).toBe(0);
});
