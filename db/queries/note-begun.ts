import { and, eq, inArray, sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { owedRecord } from "../schema/owed-record.ts";

/** Notes, before a walk, that it begins. Committed by itself, so that it is known should the worker not come back. */
export async function noteBegun(
  database: Queryable,
  flowId: string,
  recordIds: readonly string[],
): Promise<void> {
  await database
    .update(owedRecord)
    .set({ begun: sql`${owedRecord.begun} + 1` })
    .where(and(eq(owedRecord.flowId, flowId), inArray(owedRecord.recordId, [...recordIds])));
}

/** Lets owed records rest whose walk could not be settled. `begunBack` takes the note back when the walk is no sign of a bad record. */
export async function putBackOwed(
  database: Queryable,
  flowId: string,
  recordIds: readonly string[],
  how: { readonly restMs: number; readonly begunBack: 0 | 1 },
): Promise<void> {
  await database.execute(sql`
    with records as (
      update owed_record set begun = greatest(begun - ${how.begunBack}::int, 0)
      where flow_id = ${flowId} and record_id = any (${sql.param([...recordIds])}::text[]) returning record_id
    )
    update delivery d set due_at = greatest(d.due_at, clock_timestamp() + ${how.restMs} * interval '1 millisecond')
    from records where d.flow_id = ${flowId} and d.record_id = records.record_id and d.due_at is not null`);
}
