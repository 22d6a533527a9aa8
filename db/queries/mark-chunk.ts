import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import type { ClaimedLane } from "./claim-lane.ts";

/**
 * Notes which record of a chunk is about to be walked alone, null for none, and which ones were when a worker died. Committed before that
 * walk, so that it is known should the worker not come back. It need not survive the database, whose end is no record's doing.
 */
export async function markChunk(
  database: Queryable,
  claim: ClaimedLane,
  chunkId: number,
  mark: { readonly marker: number | null; readonly fatal: readonly number[] },
): Promise<void> {
  await database.execute(sql`
    with relaxed as (select set_config('synchronous_commit', 'off', true) as value)
    update chunk set marker = ${mark.marker}::smallint, fatal = ${sql.param([...mark.fatal])}::smallint[]
    from relaxed
    where flow_id = ${claim.flowId} and lane = ${claim.lane} and id = ${chunkId} and relaxed.value is not null`);
}
