import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { listOf, prepared } from "../prepared.ts";
import type { ClaimedLane } from "./claim-lane.ts";

/**
 * Deletes settled chunks, but only while the claim is the newest and its lease lasts, and locks the lane until the transaction ends. False:
 * fenced, or one of them was not there.
 */
export async function deleteChunks(
  transaction: Queryable,
  claim: ClaimedLane,
  chunkIds: readonly number[],
): Promise<boolean> {
  const rows = await transaction.execute<{ deleted: number }>(sql`${prepared}
    with held as (
      select flow_id, number from lane
      where flow_id = ${claim.flowId}::uuid and number = ${claim.lane}::smallint and epoch = ${claim.epoch}::bigint
        and owner = ${claim.owner}::text and lease_until > clock_timestamp()
      for no key update
    ),
    gone as (
      delete from chunk c using held
      where c.flow_id = held.flow_id and c.lane = held.number and c.id = any (${listOf(chunkIds)}::bigint[])
      returning c.id)
    select count(*)::int as deleted from gone`);
  return rows[0]?.deleted === chunkIds.length;
}
