import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forecastEnd } from "./forecast.ts";
import type { Quota } from "./quota.ts";

const quota: Quota = {
  windows: [
    { name: "minute", seconds: 60, calls: 60 },
    { name: "day", seconds: 86_400, calls: 5000 },
  ],
};
const at = (text: string) => Date.parse(text);

describe("a forecast", () => {
  it.each([
    ["what fits into this minute", 60, "2026-03-02T09:00:30Z", "2026-03-02T09:00:30.000Z"],
    ["what takes three minutes", 150, "2026-03-02T09:00:30Z", "2026-03-02T09:02:00.000Z"],
    ["what fills the day", 5001, "2026-03-02T09:00:00Z", "2026-03-03T00:00:00.000Z"],
    ["what takes three days", 11_500, "2026-03-02T09:00:00Z", "2026-03-04T00:24:00.000Z"],
    ["nothing", 0, "2026-03-02T09:00:00Z", "2026-03-02T09:00:00.000Z"],
  ])("says when %s is done", (_, calls, now, end) => {
    expect(new Date(forecastEnd(quota, {}, calls, at(now))).toISOString()).toBe(end);
  });

  it("takes what is used up already into account, and what the system itself allows", () => {
    const now = at("2026-03-02T09:00:00Z");
    const used = { day: { used: 4990, allowed: 5000, since: at("2026-03-02T00:00:00Z") } };
    expect(new Date(forecastEnd(quota, used, 20, now)).toISOString()).toBe("2026-03-03T00:00:00.000Z");
    const yesterday = { day: { used: 4990, allowed: 5000, since: at("2026-03-01T00:00:00Z") } };
    expect(forecastEnd(quota, yesterday, 20, now)).toBe(now);
    const more = { minute: { used: 0, allowed: 300, since: now } };
    expect(forecastEnd(quota, more, 300, now)).toBe(now);
  });

  it("ends never earlier for more calls", () => {
    fc.assert(
      fc.property(fc.nat(30_000), fc.nat(5000), fc.nat(86_400_000), (calls, more, offset) => {
        const now = at("2026-03-02T00:00:00Z") + offset;
        expect(forecastEnd(quota, {}, calls + more, now)).toBeGreaterThanOrEqual(
          forecastEnd(quota, {}, calls, now),
        );
      }),
    );
  });
});
