import type { Json } from "@trasvase/shared/json.ts";
import * as z from "zod";
import { earlier } from "./wall-clock.ts";

/** Where reading by time of change goes on. */
const cursorSchema = z.object({
  /** The latest change seen, by the system's own wall clock. */
  latest: z.string(),
  /** Whether everything up to it was read, or reading stopped in the middle of it. */
  whole: z.boolean(),
  /** When that reading began, milliseconds since 1970. */
  readAt: z.number(),
});

/** A change becomes visible at most so long after the time it carries, the difference of two clocks included. */
const overlapMs = 10 * 60_000;

export interface ChangeReadingOptions {
  /** What an earlier reading answered, or anything else for a first one. */
  readonly cursor: Json | undefined;
  /** Where a first reading begins, ISO 8601; left out: with everything. */
  readonly since: string | undefined;
  /** Where it ends, ISO 8601; left out: with everything. */
  readonly until?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The system's own clock: how it writes a moment. Such times are compared as text. */
  readonly clock: (moment: number) => string;
}

/**
 * Reading by time of change. What was read last is read again as long as earlier changes may still turn up beside it; whoever reads
 * tells repeats apart by key and content. Long after the latest change nothing is read again, however much carries that one time.
 */
export class ChangeReading {
  /** Read what changed then or later (`after`: later only); undefined: everything. */
  readonly start: { readonly from: string; readonly after: boolean } | undefined;
  /** Take nothing that changed then or later; undefined: everything. */
  readonly end: string | undefined;
  readonly #now: number;
  #latest: string;

  constructor({ clock, cursor, now, since, until }: ChangeReadingOptions) {
    const parsed = cursorSchema.safeParse(cursor);
    this.#now = now;
    this.end = until === undefined ? undefined : clock(Date.parse(until));
    if (parsed.success) this.start = startOf(parsed.data, now, clock);
    else if (since !== undefined) this.start = { from: clock(Date.parse(since)), after: false };
    this.#latest = parsed.success ? parsed.data.latest : (this.start?.from ?? "");
  }

  /** Whether a record that changed then is still to be taken. */
  takes(changed: string): boolean {
    return this.end === undefined || changed < this.end;
  }

  /** Notes when a record changed. */
  note(changed: string): void {
    if (changed > this.#latest) this.#latest = changed;
  }

  /** Where to go on when reading stops here, of records that come in the order of their changes. */
  cursorSoFar(): Json | undefined {
    return this.#latest === "" ? undefined : { latest: this.#latest, whole: false, readAt: this.#now };
  }

  /** Where the next reading begins after everything was read; undefined when there is nothing to remember. */
  cursor(): Json | undefined {
    return this.#latest === "" ? undefined : { latest: this.#latest, whole: true, readAt: this.#now };
  }
}

function startOf(
  { latest, readAt, whole }: z.infer<typeof cursorSchema>,
  now: number,
  clock: (moment: number) => string,
): { readonly from: string; readonly after: boolean } {
  // Nothing that carries an earlier time can have turned up since.
  const settledAt = readAt - overlapMs;
  const settled = clock(settledAt);
  const start = latest < settled ? { from: latest, after: whole } : { from: settled, after: false };
  // Where clocks were put back meanwhile, an hour came twice.
  const putBack = ahead(clock, settledAt) - ahead(clock, now);
  return putBack > 0 ? { from: earlier(start.from, putBack), after: false } : start;
}

/** How far a clock is ahead of UTC. */
function ahead(clock: (moment: number) => string, moment: number): number {
  return Date.parse(`${clock(moment)}Z`) - Math.floor(moment / 1000) * 1000;
}
