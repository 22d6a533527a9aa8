import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { listOf } from "../prepared.ts";
import type { ClaimedLane } from "./claim-lane.ts";

/**
 * Puts taken chunks back. Only a walk that is a sign of a record that ends its worker counts as an attempt: not one that was stopped in
 * order, or by trouble elsewhere.
 */
export async function returnChunks(
  database: Queryable,
  claim: ClaimedLane,
  chunks: {
    readonly chunkIds: readonly number[];
    readonly restMs: number;
    readonly countsAsAttempt: boolean;
  },
): Promise<void> {
  await database.execute(sql`
    update chunk set attempts = attempts + ${chunks.countsAsAttempt ? 1 : 0}::int, marker = null,
      not_before = case when ${chunks.restMs}::int = 0 then null else clock_timestamp() + ${chunks.restMs} * interval '1 millisecond' end
    where flow_id = ${claim.flowId} and lane = ${claim.lane} and id = any (${listOf(chunks.chunkIds)}::bigint[])
      and exists (select from lane l where l.flow_id = ${claim.flowId} and l.number = ${claim.lane}
        and l.epoch = ${claim.epoch} and l.owner = ${claim.owner})`);
}
