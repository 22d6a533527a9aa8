import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { prepared } from "../prepared.ts";
import type { ClaimedLane } from "./claim-lane.ts";

/**
 * Removes the locks a claim took, except those of arrivals whose outcome is unknown. Call it when the owed deliveries are stored. Locks
 * of an earlier claim stay: their arrivals have yet to come back and learn that they were leaving.
 */
export async function clearIntents(transaction: Queryable, claim: ClaimedLane): Promise<void> {
  await transaction.execute(sql`${prepared}
    delete from sending s
    where s.flow_id = ${claim.flowId}::uuid and s.lane = ${claim.lane}::smallint and s.epoch = ${claim.epoch}::bigint
      and not exists (select from delivery d
        where d.flow_id = s.flow_id and d.arrival = s.arrival and d.state = 'unknown')`);
}
