import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstViewport, revealed, viewportFor } from "./viewport-math.ts";

const box = fc.record({
  x: fc.integer({ min: -5000, max: 5000 }),
  y: fc.integer({ min: -5000, max: 5000 }),
  width: fc.integer({ min: 240, max: 2500 }),
  height: fc.integer({ min: 72, max: 2500 }),
});
const area = fc.record({
  width: fc.integer({ min: 500, max: 3000 }),
  height: fc.integer({ min: 400, max: 2000 }),
});

describe("the view of the canvas", () => {
  it("shows a whole box without enlarging it", () => {
    fc.assert(
      fc.property(box, area, (shown, size) => {
        const { x, y, zoom } = viewportFor(shown, size);
        expect(zoom).toBeLessThanOrEqual(1);
        expect(shown.x * zoom + x).toBeGreaterThanOrEqual(-1);
        expect(shown.y * zoom + y).toBeGreaterThanOrEqual(-1);
        expect((shown.x + shown.width) * zoom + x).toBeLessThanOrEqual(size.width + 1);
        expect((shown.y + shown.height) * zoom + y).toBeLessThanOrEqual(size.height + 1);
      }),
    );
  });

  it("opens at a zoom one can read, at the beginning, when all of it would be too small", () => {
    const first = firstViewport({ x: 0, y: 0, width: 9000, height: 400 }, { width: 1200, height: 800 });
    expect(first).toEqual({ x: 64, y: 64, zoom: 0.8 });
  });

  it("moves no further than needed to reveal a step, and not at all when it is in sight", () => {
    fc.assert(
      fc.property(box, area, (from, size) => {
        const step = { x: from.x, y: from.y, width: 240, height: 72 };
        const once = revealed(step, { x: 0, y: 0, zoom: 1 }, size);
        expect(step.x + once.x).toBeGreaterThanOrEqual(32);
        expect(step.x + step.width + once.x).toBeLessThanOrEqual(size.width - 32);
        expect(revealed(step, once, size)).toEqual(once);
      }),
    );
  });
});
