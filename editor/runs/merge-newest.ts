import type { RecordRow } from "@trasvase/shared/contract/record.ts";

/** What is on screen, brought up to date without moving anything. */
export interface MergedRows {
  /** The rows being read, in their places, with their latest state. */
  readonly rows: readonly RecordRow[];
  /** How many newer ones there are. */
  readonly fresh: number;
  /** True when there may be still more new ones than were counted. */
  readonly atLeast: boolean;
}

/** Compares the rows being read with the newest page of the log (newest first). Rows that changed change in place; new ones are only counted. */
export function mergeNewest(shown: readonly RecordRow[], newest: readonly RecordRow[]): MergedRows {
  const latest = new Map(newest.map((row) => [row.id, row]));
  const known = new Set(shown.map((row) => row.id));
  const [first] = shown;
  const fresh = newest.filter((row) => !known.has(row.id) && (!first || row.at >= first.at)).length;
  const changed = shown.some((row) => {
    const now = latest.get(row.id);
    return now !== undefined && now !== row;
  });
  return {
    rows: changed ? shown.map((row) => latest.get(row.id) ?? row) : shown,
    fresh,
    atLeast: fresh > 0 && fresh === newest.length,
  };
}
