import { expect, it } from "vitest";
import { lastDays } from "./last-days.ts";

it("shows fourteen days up to today, with 0 for those without records", () => {
  const known = [
    { day: "2026-11-09", ok: 9, failed: 9 },
    { day: "2026-11-10", ok: 1, failed: 0 },
    { day: "2026-11-23", ok: 5, failed: 2 },
  ];
  const days = lastDays(known, Date.parse("2026-11-23T23:59:00Z"));
  expect(days).toHaveLength(14);
  expect(days[0]).toEqual(known[1]);
  expect(days[1]).toEqual({ day: "2026-11-11", ok: 0, failed: 0 });
  expect(days.at(-1)).toEqual(known[2]);
});
