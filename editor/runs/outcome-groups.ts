import type { Run } from "@trasvase/shared/contract/run.ts";
import type { OutcomeCounts, OutcomeKind } from "@trasvase/shared/outcome.ts";

/** What the outcomes of a run mean to a person at a glance. */
export const outcomeGroups = {
  written: ["created", "updated"],
  left: ["unchanged", "skipped", "superseded", "filtered"],
  waiting: ["retrying", "unknown"],
  failed: ["rejected"],
} as const satisfies Record<string, readonly OutcomeKind[]>;

export type OutcomeGroup = keyof typeof outcomeGroups;

/** How many records of a run fall into a group. */
export function countGroup(counts: OutcomeCounts, group: OutcomeGroup): number {
  return outcomeGroups[group].reduce((sum, kind) => sum + (counts[kind] ?? 0), 0);
}

/** How many records have an outcome. */
export function countSettled(counts: OutcomeCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** The conservation law of a run: everything read is somewhere. `difference` is not 0 only if records were lost or invented. */
export function balanceOf({ read, repeated, inFlight, counts }: Run): {
  readonly settled: number;
  readonly difference: number;
} {
  const settled = countSettled(counts);
  return { settled, difference: read - (settled + inFlight + repeated) };
}

/** Read something but wrote nothing (FL-5). Only said of a run that has ended. */
export function hasNoOutput({ read, repeated, counts, finishedAt }: Run): boolean {
  return (
    finishedAt !== undefined &&
    read > repeated &&
    countGroup(counts, "written") === 0 &&
    countGroup(counts, "waiting") + countGroup(counts, "failed") === 0 &&
    (counts.unchanged ?? 0) === 0
  );
}

/** How many milliseconds a run took, or has taken so far. */
export function runDuration({ startedAt, finishedAt }: Run, now: number): number {
  return Math.max(0, (finishedAt === undefined ? now : Date.parse(finishedAt)) - Date.parse(startedAt));
}
