import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import type { ClaimedLane } from "./claim-lane.ts";

/** Deletes a settled chunk, but only while the claim is the newest and its lease lasts. False: fenced, or it was not there. */
export async function deleteChunk(
  transaction: Queryable,
  claim: ClaimedLane,
  chunkId: number,
): Promise<boolean> {
  const rows = await transaction.execute(sql`
    with held as (
      select flow_id, number from lane
      where flow_id = ${claim.flowId} and number = ${claim.lane} and epoch = ${claim.epoch}
        and owner = ${claim.owner} and lease_until > clock_timestamp()
      for no key update
    )
    delete from chunk c using held
    where c.flow_id = held.flow_id and c.lane = held.number and c.id = ${chunkId}
    returning c.id`);
  return rows.length === 1;
}
