import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import type { ClaimedLane } from "./claim-lane.ts";

/**
 * Notes which record of a chunk is about to be walked alone, and which ones ended their worker. Committed before that walk, so that
 * it is known should the worker not come back.
 */
export async function markChunk(
  database: Queryable,
  claim: ClaimedLane,
  chunkId: number,
  mark: { readonly marker: number; readonly fatal: readonly number[] },
): Promise<void> {
  await database.execute(sql`
    update chunk set marker = ${mark.marker}, fatal = ${sql.param([...mark.fatal])}::smallint[]
    where flow_id = ${claim.flowId} and lane = ${claim.lane} and id = ${chunkId}`);
}
