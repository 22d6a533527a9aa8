import * as fc from "fast-check";
import { expect, it } from "vitest";
import { compileReference } from "../reference.ts";
import { formatUsualDate, parseUsualDate } from "./dates.ts";
import { pictureFunctions } from "./pictures.ts";

it("gets upstream's picture functions", () => {
  expect(pictureFunctions.map(({ name }) => name)).toContain("formatNumber");
});

const pictures = [
  "[Y0001]-[M01]-[D01]",
  "[D1]/[M1]/[Y]",
  "[H01]:[m01]:[s01].[f001]",
  "[Y01][M01][D01]",
  "[m]:[s]",
  "x[Y]",
];

it("writes usual dates as the reference does", async () => {
  const reference = compileReference("$fromMillis(millis, picture)");
  const cases = fc.record({
    millis: fc.integer({ min: 0, max: 253_402_300_799_999 }),
    picture: fc.constantFrom(...pictures),
  });
  await fc.assert(
    fc.asyncProperty(cases, async (one) => {
      expect(formatUsualDate(one.millis, one.picture)).toBe(await reference(one));
    }),
    { numRuns: 500 },
  );
});

it("reads usual dates as the engine does", () => {
  const dates = fc.date({ min: new Date("0100-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(dates, fc.boolean(), (date, whole) => {
      const text = whole ? date.toISOString() : date.toISOString().slice(0, 10);
      expect([undefined, Date.parse(text)]).toContain(parseUsualDate(text));
    }),
  );
  for (const text of [
    "2026-13-01",
    "2026-02-30",
    "2026-1-01",
    "2026-01-01T25:00:00Z",
    "",
    "x",
    "2026-01-01T00:00:00.1Z",
  ]) {
    expect(parseUsualDate(text)).toBeUndefined();
  }
});
