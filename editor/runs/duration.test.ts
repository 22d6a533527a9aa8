import fc from "fast-check";
import { expect, it } from "vitest";
import { durationParts } from "./duration.ts";

const lengthMs = { millisecond: 1, second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const print = (ms: number) =>
  durationParts(ms)
    .map(({ value, unit, digits }) => `${value.toFixed(digits)} ${unit}`)
    .join(" ");

it.each([
  [0, "0 millisecond"],
  [0.42, "0.4 millisecond"],
  [9.96, "10 millisecond"],
  [412.4, "412 millisecond"],
  [999.6, "1.0 second"],
  [59_940, "59.9 second"],
  [59_960, "1 minute 0 second"],
  [3_599_700, "1 hour 0 minute"],
  [90_061_000, "1 day 1 hour"],
])("says %d ms as %s", (ms, text) => {
  expect(print(ms)).toBe(text);
});

it("never says a figure that is far from the truth", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e10, noNaN: true }), (ms) => {
      const said = durationParts(ms).reduce(
        (sum, { value, unit, digits }) => sum + Number(value.toFixed(digits)) * lengthMs[unit],
        0,
      );
      const last = durationParts(ms).at(-1);
      const tolerance = last ? lengthMs[last.unit] : 0;
      expect(Math.abs(said - ms)).toBeLessThanOrEqual(tolerance);
    }),
  );
});
