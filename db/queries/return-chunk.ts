import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import type { ClaimedLane } from "./claim-lane.ts";

/**
 * Puts a taken chunk back. Unless it counts as an attempt, the attempt is taken back: a walk that was stopped in order, or by trouble
 * elsewhere, is no sign of a record that ends its worker.
 */
export async function returnChunk(
  database: Queryable,
  claim: ClaimedLane,
  chunk: { readonly chunkId: number; readonly restMs: number; readonly countsAsAttempt: boolean },
): Promise<void> {
  const back = chunk.countsAsAttempt ? 0 : 1;
  await database.execute(sql`
    update chunk set attempts = greatest(attempts - ${back}::int, 0), marker = null,
      not_before = case when ${chunk.restMs}::int = 0 then null else clock_timestamp() + ${chunk.restMs} * interval '1 millisecond' end
    where flow_id = ${claim.flowId} and lane = ${claim.lane} and id = ${chunk.chunkId}
      and exists (select from lane l where l.flow_id = ${claim.flowId} and l.number = ${claim.lane}
        and l.epoch = ${claim.epoch} and l.owner = ${claim.owner})`);
}
