import { type OutcomeKind, outcomeKinds } from "@trasvase/shared/outcome.ts";
import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";

/** Where the source records of a flow, or of one run of it, are now. */
export interface FlowRecordCounts {
  readonly received: number;
  readonly repeated: number;
  /** Records in chunks. */
  readonly queued: number;
  /** Records with a row in `owed_record`. */
  readonly owed: number;
  /** Walked records by state. */
  readonly states: Readonly<Record<OutcomeKind, number>>;
}

const sums = sql.raw(outcomeKinds.map((kind) => `coalesce(sum(c.${kind}), 0)::float8 as ${kind}`).join(", "));

/** Counts everything in one statement, so that all numbers are of the same moment. */
export async function countFlowRecords(
  database: Queryable,
  flowId: string,
  runId?: string,
): Promise<FlowRecordCounts> {
  const ofRun = (column: string) => (runId === undefined ? sql`` : sql` and ${sql.raw(column)} = ${runId}`);
  const rows = await database.execute<Record<string, number>>(sql`
    select
      (select coalesce(sum(read), 0)::float8 from run where flow_id = ${flowId}${ofRun("id")}) as received,
      (select coalesce(sum(repeated), 0)::float8 from run where flow_id = ${flowId}${ofRun("id")}) as repeated,
      (select coalesce(sum(count), 0)::float8 from chunk where flow_id = ${flowId}${ofRun("run_id")}) as queued,
      (select count(*)::float8 from owed_record where flow_id = ${flowId}${ofRun("run_id")}) as owed,
      ${sums}
    from run_count c join run r on r.id = c.run_id where r.flow_id = ${flowId}${ofRun("r.id")}`);
  const row = rows[0] ?? {};
  const count = (name: string) => row[name] ?? 0;
  const states = Object.fromEntries(outcomeKinds.map((kind) => [kind, count(kind)])) as Record<
    OutcomeKind,
    number
  >;
  return {
    received: count("received"),
    repeated: count("repeated"),
    queued: count("queued"),
    owed: count("owed"),
    states,
  };
}
