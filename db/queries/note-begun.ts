import { and, eq, inArray, sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { owedRecord } from "../schema/owed-record.ts";

/** Notes, before a walk, what counts against its records should the worker not come back; less than 0 takes it back. Committed by itself. */
export async function noteBegun(
  database: Queryable,
  flowId: string,
  recordIds: readonly string[],
  weight: number,
): Promise<void> {
  await database
    .update(owedRecord)
    .set({ begun: sql`greatest(${owedRecord.begun} + ${weight}::int, 0)` })
    .where(and(eq(owedRecord.flowId, flowId), inArray(owedRecord.recordId, [...recordIds])));
}

/** Lets owed records rest whose walk could not be settled. `begunBack` takes back what was noted when the walk is no sign of a bad record. */
export async function putBackOwed(
  database: Queryable,
  flowId: string,
  recordIds: readonly string[],
  how: { readonly restMs: number; readonly begunBack: number },
): Promise<void> {
  await database.execute(sql`
    with records as (
      update owed_record set begun = greatest(begun - ${how.begunBack}::int, 0)
      where flow_id = ${flowId} and record_id = any (${sql.param([...recordIds])}::text[]) returning record_id
    )
    update delivery d set due_at = greatest(d.due_at, clock_timestamp() + ${how.restMs} * interval '1 millisecond')
    from records where d.flow_id = ${flowId} and d.record_id = records.record_id and d.due_at is not null`);
}
