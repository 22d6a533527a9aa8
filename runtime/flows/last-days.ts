/** A day of a flow: records that ended well, and that did not. */
export interface FlowDay {
  /** `2026-11-23`, in UTC. */
  readonly day: string;
  readonly ok: number;
  readonly failed: number;
}

const dayMs = 24 * 60 * 60 * 1000;
const shownDays = 14;

/** The last 14 days up to `now` (epoch milliseconds), oldest first; days without records count 0. */
export function lastDays(known: readonly FlowDay[], now: number): FlowDay[] {
  const byDay = new Map(known.map((one) => [one.day, one]));
  return Array.from({ length: shownDays }, (_, index) => {
    const day = new Date(now - (shownDays - 1 - index) * dayMs).toISOString().slice(0, 10);
    return byDay.get(day) ?? { day, ok: 0, failed: 0 };
  });
}
