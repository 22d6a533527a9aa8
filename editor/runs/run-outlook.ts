import type { Run } from "@trasvase/shared/contract/run.ts";
import { countSettled } from "./outcome-groups.ts";

/** How far a run is, and how long it will take; undefined where that cannot be said. */
export interface RunOutlook {
  /** 0 to 1. */
  readonly share: number;
  readonly leftMs: number | undefined;
}

/** Below so many records, or so short a time, a rate says nothing. */
const leastSettled = 10;
const leastMs = 3_000;

/**
 * Where a run stands: of a backfill that was counted, against that count; of any other once everything was read, against what it read.
 * `ranMs` is how long it has run.
 */
export function outlookOf(run: Run, ranMs: number): RunOutlook | undefined {
  const total = run.isReading ? run.backfill?.expected : run.read - run.repeated;
  if (total === undefined || total === 0) return undefined;
  const settled = countSettled(run.counts);
  const share = Math.min(1, settled / total);
  const isKnown = settled >= leastSettled && ranMs >= leastMs && run.state !== "paused";
  return { share, leftMs: isKnown ? (Math.max(0, total - settled) * ranMs) / settled : undefined };
}
