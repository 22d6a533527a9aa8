import { sql } from "drizzle-orm";
import type { Database } from "../client.ts";
import type { ClaimedLane } from "./claim-lane.ts";

/**
 * Gives a lane back and says when it has something to do next: now for a queued chunk, later for an owed delivery, never for
 * nothing. Does nothing when the claim was lost.
 */
export async function releaseLane(database: Database, claim: ClaimedLane): Promise<void> {
  await database.transaction(async (transaction) => {
    const held = await transaction.execute(sql`
      select number from lane
      where flow_id = ${claim.flowId} and number = ${claim.lane} and epoch = ${claim.epoch} and owner = ${claim.owner}
      for no key update`);
    if (held.length === 0) return;
    // A statement of its own: it must see what an append committed while this one waited for the lane.
    await transaction.execute(sql`
      update lane set owner = null, lease_until = null, due_at = least(
        (select coalesce(c.not_before, clock_timestamp()) from chunk c
          where c.flow_id = lane.flow_id and c.lane = lane.number order by c.id limit 1),
        (select min(d.due_at) from delivery d
          where d.flow_id = lane.flow_id and d.lane = lane.number and d.due_at is not null))
      where flow_id = ${claim.flowId} and number = ${claim.lane}`);
  });
}
