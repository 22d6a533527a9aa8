import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CronSchedule, findCronFault, nextDue, nextTimes, type Schedule } from "./schedule.ts";

const cron = (pattern: string, timeZone = "Europe/Amsterdam"): CronSchedule => ({
  kind: "cron",
  pattern,
  timeZone,
});
const every = (everyMinutes: number): Schedule => ({ kind: "interval", everyMinutes });
const times = (schedule: Schedule, after: string, count: number) =>
  nextTimes(schedule, new Date(after), count).map((at) => at.toISOString().slice(0, 16));

describe("a cron schedule", () => {
  it.each([
    [
      "keeps to the clock on the wall when summer time begins",
      "0 9 * * *",
      "2026-03-28T00:00:00Z",
      ["2026-03-28T08:00", "2026-03-29T07:00", "2026-03-30T07:00"],
    ],
    [
      "is due right after the hour that summer time leaves out",
      "30 2 * * *",
      "2026-03-28T02:00:00Z",
      ["2026-03-29T01:00", "2026-03-30T00:30", "2026-03-31T00:30"],
    ],
    [
      "is due once in the hour that winter time brings twice",
      "30 2 * * *",
      "2026-10-24T12:00:00Z",
      ["2026-10-25T00:30", "2026-10-26T01:30", "2026-10-27T01:30"],
    ],
    [
      "is due every real hour when winter time begins",
      "30 * * * *",
      "2026-10-24T23:00:00Z",
      ["2026-10-24T23:30", "2026-10-25T00:30", "2026-10-25T01:30"],
    ],
    [
      "knows the last working day of a month",
      "0 9 LW * *",
      "2026-05-01T00:00:00Z",
      ["2026-05-29T07:00", "2026-06-30T07:00", "2026-07-31T07:00"],
    ],
  ])("%s", (_, pattern, after, expected) => {
    expect(times(cron(pattern), after, 3)).toEqual(expected);
  });

  it.each([
    ["* * * *", "UTC", "pattern"],
    ["* * * * * *", "UTC", "pattern"],
    ["61 * * * *", "UTC", "pattern"],
    ["", "UTC", "pattern"],
    ["0 0 30 2 *", "UTC", "never"],
    ["0 9 * * *", "Mars/Base", "time-zone"],
    ["0 9 * * *", "", "time-zone"],
  ])("says what is wrong with %j in %j", (pattern, timeZone, code) => {
    expect(findCronFault(cron(pattern, timeZone))).toMatchObject({ code });
  });

  it("finds nothing wrong with a pattern that is due some day", () => {
    expect(findCronFault(cron("0 9 29 2 MON"))).toBeUndefined();
  });
});

describe("an interval", () => {
  it("never drifts, however late it is looked at", () => {
    const last = new Date("2026-11-23T10:00:00Z");
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 0, max: 10_000_000_000 }),
        (minutes, late) => {
          const after = new Date(last.getTime() + late);
          const next = nextDue(every(minutes), after, last)?.getTime() ?? 0;
          expect((next - last.getTime()) % (minutes * 60_000)).toBe(0);
          expect(next).toBeGreaterThan(after.getTime());
          expect(next - after.getTime()).toBeLessThanOrEqual(minutes * 60_000);
        },
      ),
    );
  });

  it("is counted from now when it was never due", () => {
    expect(times(every(90), "2026-03-29T00:15:00Z", 2)).toEqual(["2026-03-29T01:45", "2026-03-29T03:15"]);
  });
});
