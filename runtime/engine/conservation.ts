import type { Queryable } from "@trasvase/db/client.ts";
import { countFlowRecords } from "@trasvase/db/queries/count-flow-records.ts";
import { isFinal, type OutcomeCounts, outcomeKinds } from "@trasvase/shared/outcome.ts";

/** The sums of a flow's source records: received = done + filtered + rejected + in flight, at any time. */
export interface Conservation {
  readonly received: number;
  /** Brought again by a cursor's overlap or a repeated webhook; not part of `received`. */
  readonly repeated: number;
  readonly done: number;
  readonly filtered: number;
  readonly rejected: number;
  /** Queued, retrying, or being settled. */
  readonly inFlight: number;
  readonly counts: OutcomeCounts;
  /** 0, or how many records are unaccounted for. */
  readonly difference: number;
  /** 0, or by how much what is owed differs from the records in an open state. */
  readonly owedDifference: number;
}

/** Adds up where the records of a flow, or of one run of it, are. */
export async function readConservation(
  database: Queryable,
  flowId: string,
  runId?: string,
): Promise<Conservation> {
  const { received, repeated, queued, owed, states } = await countFlowRecords(database, flowId, runId);
  const inFlight = queued + states.retrying + states.unknown;
  const ended = outcomeKinds.filter((kind) => isFinal(kind) && kind !== "filtered");
  const done = ended.reduce((sum, kind) => sum + states[kind], 0);
  return {
    received,
    repeated,
    done,
    filtered: states.filtered,
    rejected: states.rejected,
    inFlight,
    counts: states,
    difference: received - done - states.filtered - states.rejected - inFlight,
    owedDifference: owed - states.retrying - states.unknown - states.rejected,
  };
}
