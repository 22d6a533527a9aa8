import type { Json } from "@trasvase/shared/json.ts";
import { readPath } from "./read-path.ts";

/** The moment that a field of a record carries, in milliseconds since 1970; undefined when it carries none that can be read. */
export function momentAt(data: Json, field: string): number | undefined {
  const written = readPath(data, field);
  const moment = typeof written === "number" ? momentOfNumber(written) : momentOfText(written);
  return Number.isNaN(moment) ? undefined : moment;
}

/** Numbers below ten thousand million are seconds since 1970, others milliseconds. */
function momentOfNumber(written: number): number {
  return written < 1e10 ? written * 1000 : written;
}

function momentOfText(written: Json | undefined): number {
  if (typeof written !== "string") return Number.NaN;
  // A time without an offset is taken as UTC, whatever the zone of this machine.
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/i.test(written) || !/\d[T ]\d/.test(written);
  return Date.parse(hasZone ? written : `${written.replace(" ", "T")}Z`);
}

/**
 * Whether a record belongs to a period, by the date in a field. One without a date that can be read always does: leaving it out would
 * lose it.
 */
export function isInPeriod(
  field: string,
  { since, until }: { readonly since?: string | undefined; readonly until?: string | undefined },
): (data: Json) => boolean {
  if (field === "" || (since === undefined && until === undefined)) return () => true;
  const from = since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(since);
  const to = until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until);
  return (data) => {
    const moment = momentAt(data, field);
    return moment === undefined || (moment >= from && moment < to);
  };
}
