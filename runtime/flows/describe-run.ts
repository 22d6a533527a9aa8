import type { ListedRun } from "@trasvase/db/queries/list-runs.ts";
import type { Run } from "@trasvase/shared/contract/run.ts";
import { outcomeCountsSchema } from "@trasvase/shared/outcome.ts";
import { problemSchema } from "@trasvase/shared/problem.ts";
import { readBackfillOptions } from "../engine/backfill-options.ts";

/** A run as the API tells it. What was read and has no outcome yet is in flight. */
export function runOf(row: ListedRun): Run {
  const counts = outcomeCountsSchema.parse(row.counts);
  const settled = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const problem = problemSchema.safeParse(row.error);
  return {
    id: row.id,
    flow: row.flowId,
    flowName: row.flowName,
    version: row.version,
    trigger: row.triggerKind,
    state: row.state,
    startedAt: row.startedAt.toISOString(),
    ...(row.finishedAt ? { finishedAt: row.finishedAt.toISOString() } : {}),
    read: row.read + row.repeated,
    repeated: row.repeated,
    inFlight: Math.max(0, row.read - settled),
    counts,
    isReading: row.readAt === null && row.finishedAt === null,
    ...(row.triggerKind === "backfill" ? { backfill: readBackfillOptions(row.options) } : {}),
    ...(problem.success ? { problem: problem.data } : {}),
  };
}
