import { nextTimes } from "@trasvase/shared/schedule.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CronChoice, printCron, readCron } from "./cron-choice.ts";

const time = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
const choice: fc.Arbitrary<CronChoice> = fc.oneof(
  fc.record({ kind: fc.constant("daily" as const), time }),
  fc.record({
    kind: fc.constant("weekly" as const),
    time,
    days: fc.uniqueArray(fc.nat(6), { minLength: 1 }).map((days) => days.sort((a, b) => a - b)),
  }),
  fc.record({
    kind: fc.constant("monthly" as const),
    time,
    day: fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant("last" as const)),
  }),
);

describe("a choice of times", () => {
  it("is read again from its pattern as it was made", () => {
    fc.assert(
      fc.property(choice, (made) => {
        expect(readCron(printCron(made))).toEqual(made);
      }),
    );
  });

  it("means a pattern that comes due at its time", () => {
    fc.assert(
      fc.property(choice, (made) => {
        const cron = { kind: "cron" as const, pattern: printCron(made), timeZone: "UTC" };
        const [next] = nextTimes(cron, new Date("2026-01-15T00:00:00Z"), 1);
        if (made.kind !== "pattern") expect(next?.toISOString().slice(11, 16)).toBe(made.time);
      }),
    );
  });
});

describe("a pattern", () => {
  it.each([
    "*/15 * * * *",
    "0 9 1 1 *",
    "0 9 * * MON",
    "0 9,18 * * *",
    "60 9 * * *",
    "0 9 1 * 1",
    "",
    "0 9 32 * *",
  ])("%j that no choice means stays a pattern", (pattern) =>
    expect(readCron(pattern)).toEqual({ kind: "pattern", pattern }),
  );

  it("of working days is a choice of five days", () => {
    expect(readCron("30  6 * * 1-5")).toEqual({ kind: "weekly", time: "06:30", days: [1, 2, 3, 4, 5] });
  });
});
