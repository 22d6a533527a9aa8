import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import type { ClaimedLane } from "./claim-lane.ts";

/** Takes back the attempt of a chunk whose walk was stopped in order: it is no sign of a record that ends its worker. */
export async function returnChunk(database: Queryable, claim: ClaimedLane, chunkId: number): Promise<void> {
  await database.execute(sql`
    update chunk set attempts = greatest(attempts - 1, 0), marker = null
    where flow_id = ${claim.flowId} and lane = ${claim.lane} and id = ${chunkId}
      and exists (select from lane l where l.flow_id = ${claim.flowId} and l.number = ${claim.lane}
        and l.epoch = ${claim.epoch} and l.owner = ${claim.owner})`);
}
