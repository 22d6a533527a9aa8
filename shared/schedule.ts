import { Cron } from "croner";

/** Times on the clock of a time zone, by a pattern of five parts. */
export interface CronSchedule {
  readonly kind: "cron";
  readonly pattern: string;
  readonly timeZone: string;
}

/** What a flow can be started by through the clock. */
export type Schedule = CronSchedule | { readonly kind: "interval"; readonly everyMinutes: number };

/** Narrows a trigger to one that starts by the clock. */
export function isSchedule<Kind extends { readonly kind: string }>(
  trigger: Kind,
): trigger is Extract<Kind, { readonly kind: "interval" | "cron" }> {
  return trigger.kind === "interval" || trigger.kind === "cron";
}

const minuteMs = 60_000;

/**
 * When a schedule is due next, later than `after`. An interval is counted from `last`, the time it was due before, so that it never
 * drifts; without one from `after`. A cron pattern is read in its own time zone: what falls into the hour that summer time leaves out is
 * due right after it, and what comes twice with winter time is due once. Undefined: never again.
 */
export function nextDue(schedule: Schedule, after: Date, last: Date = after): Date | undefined {
  if (schedule.kind === "cron") return openCron(schedule).nextRun(after) ?? undefined;
  const everyMs = schedule.everyMinutes * minuteMs;
  const passed = Math.floor((after.getTime() - last.getTime()) / everyMs);
  return new Date(last.getTime() + (Math.max(0, passed) + 1) * everyMs);
}

/** The next `count` times a schedule is due, later than `after`. */
export function nextTimes(schedule: Schedule, after: Date, count: number, last: Date = after): Date[] {
  const times: Date[] = [];
  let at = after;
  while (times.length < count) {
    const next = nextDue(schedule, at, times.at(-1) ?? last);
    if (!next) break;
    times.push(next);
    at = next;
  }
  return times;
}

/** What is wrong with a cron schedule. */
export interface CronFault {
  readonly field: "pattern" | "timeZone";
  readonly code: "time-zone" | "pattern" | "never";
  readonly message: string;
}

/** Any moment: patterns name no years, so what is never due after it is never due. */
const anyMoment = new Date("2026-01-01T00:00:00Z");

/** Says why a schedule cannot be kept: its pattern is not one, its time zone is not known, or it is never due. */
export function findCronFault(schedule: CronSchedule): CronFault | undefined {
  const { pattern, timeZone } = schedule;
  if (!isTimeZone(timeZone)) {
    const message = `"${timeZone}" is not a time zone. Write one such as Europe/Amsterdam or UTC.`;
    return { field: "timeZone", code: "time-zone", message };
  }
  try {
    if (nextDue(schedule, anyMoment)) return undefined;
  } catch {
    const message = `"${pattern}" is not a cron pattern. Write five parts: minute, hour, day of the month, month and day of the week, such as 30 6 * * 1-5.`;
    return { field: "pattern", code: "pattern", message };
  }
  const message = `"${pattern}" names no day that ever comes. Change the day or the month.`;
  return { field: "pattern", code: "never", message };
}

/** Whether a name such as Europe/Amsterdam is a time zone known here. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function openCron({ pattern, timeZone }: CronSchedule): Cron {
  return new Cron(pattern, { timezone: timeZone, mode: "5-part", paused: true });
}
