import type { Json } from "@trasvase/shared/json.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ChangeReading } from "./change-reading.ts";
import { earlier, wallClock } from "./wall-clock.ts";

const amsterdam = (moment: number) => wallClock(moment, "Europe/Amsterdam");
const minute = 60_000;
const at = (text: string) => Date.parse(text);

/** A system whose records become visible some time after the change they carry. */
interface Change {
  readonly id: number;
  readonly changed: string;
  readonly visibleAt: number;
}

function readOnce(all: readonly Change[], cursor: Json | undefined, now: number) {
  const reading = new ChangeReading({ cursor, since: undefined, now, clock: amsterdam });
  const { start } = reading;
  const records = all.filter(
    ({ changed, visibleAt }) =>
      visibleAt <= now && (!start || (start.after ? changed > start.from : changed >= start.from)),
  );
  for (const { changed } of records) reading.note(changed);
  return { records, cursor: reading.cursor() };
}

describe("reading by time of change", () => {
  it("loses nothing that becomes visible late, whenever it is read, in the night clocks are put back too", () => {
    // Around the end of summer time in Amsterdam, 2026-10-25 01:00 UTC.
    const change = fc.record({
      offset: fc.integer({ min: -120 * minute, max: 240 * minute }),
      delay: fc.integer({ min: 0, max: 9 * minute }),
    });
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 40 }),
        fc.array(fc.integer({ min: 1, max: 90 * minute }), { minLength: 1, maxLength: 20 }),
        (changes, pauses) => {
          const base = at("2026-10-25T01:00:00Z");
          const all = changes.map(({ delay, offset }, id): Change => {
            const moment = base + offset;
            return { id, changed: amsterdam(moment), visibleAt: moment + delay };
          });
          const seen = new Set<number>();
          let cursor: Json | undefined;
          let now = base - 150 * minute;
          for (const pause of [...pauses, 500 * minute]) {
            now += pause;
            const read = readOnce(all, cursor, now);
            for (const { id } of read.records) seen.add(id);
            cursor = read.cursor ?? cursor;
          }
          expect(seen.size).toBe(all.length);
        },
      ),
    );
  });

  it("reads nothing again long after the latest change, however much carries that one time", () => {
    const moment = at("2026-03-02T09:00:00Z");
    const all = Array.from({ length: 5000 }, (_, id) => ({
      id,
      changed: amsterdam(moment),
      visibleAt: moment,
    }));
    const first = readOnce(all, undefined, moment + minute);
    expect(first.records.length).toBe(5000);
    const second = readOnce(all, first.cursor, moment + 5 * minute);
    expect(second.records.length).toBe(5000);
    const third = readOnce(all, second.cursor, moment + 60 * minute);
    const fourth = readOnce(all, third.cursor, moment + 65 * minute);
    expect(fourth.records).toEqual([]);
  });

  it("goes on in the middle where reading stopped", () => {
    const now = at("2026-03-02T09:00:00Z");
    const stopped = new ChangeReading({ cursor: undefined, since: undefined, now, clock: amsterdam });
    stopped.note("2026-01-05T10:00:00");
    const next = new ChangeReading({
      cursor: stopped.cursorSoFar(),
      since: undefined,
      now: now + minute,
      clock: amsterdam,
    });
    expect(next.start).toEqual({ from: "2026-01-05T10:00:00", after: false });
  });

  it("begins at a date, in the system's own time, and stays there while nothing changes", () => {
    const now = at("2026-07-02T09:00:00Z");
    const first = new ChangeReading({
      cursor: undefined,
      since: "2026-07-01T00:00:00Z",
      now,
      clock: amsterdam,
    });
    expect(first.start).toEqual({ from: "2026-07-01T02:00:00", after: false });
    const second = new ChangeReading({
      cursor: first.cursor(),
      since: "2026-07-01T00:00:00Z",
      now: now + minute,
      clock: amsterdam,
    });
    expect(second.start?.from).toBe("2026-07-01T02:00:00");
  });
});

describe("a clock on the wall", () => {
  it.each([
    ["2026-01-15T12:00:00Z", "2026-01-15T13:00:00"],
    ["2026-07-15T22:30:05Z", "2026-07-16T00:30:05"],
  ])("shows %s in Amsterdam as %s", (moment, shown) => {
    expect(amsterdam(at(moment))).toBe(shown);
  });

  it("can be read so much earlier", () => {
    expect(earlier("2026-03-01T00:05:00", 10 * minute)).toBe("2026-02-28T23:55:00");
    expect(earlier("never", 1)).toBe("never");
  });
});
