import { sql } from "drizzle-orm";
import type { Database } from "../client.ts";
import { prepared } from "../prepared.ts";
import type { ClaimedLane } from "./claim-lane.ts";
import { nextDue } from "./take-chunks.ts";

/** Gives a lane back and says when it has something to do next. Does nothing when the claim was lost. */
export async function releaseLane(database: Database, claim: ClaimedLane): Promise<void> {
  await database.transaction(async (transaction) => {
    const held = await transaction.execute(sql`${prepared}
      select number from lane where flow_id = ${claim.flowId}::uuid and number = ${claim.lane}::smallint
        and epoch = ${claim.epoch}::bigint and owner = ${claim.owner}::text
      for no key update`);
    if (held.length === 0) return;
    // A statement of its own: it must see what was committed while this one waited for the lane.
    await transaction.execute(sql`${prepared}
      update lane l set owner = null, lease_until = null, taken_upto = null, due_at = ${nextDue}
      where l.flow_id = ${claim.flowId}::uuid and l.number = ${claim.lane}::smallint`);
  });
}
