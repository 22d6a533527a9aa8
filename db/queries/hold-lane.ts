import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { prepared } from "../prepared.ts";
import type { ClaimedLane } from "./claim-lane.ts";

/**
 * Renews the lease of a claimed lane and locks it until the transaction ends. False: the claim is no longer the newest or its lease
 * ran out, so whatever was done under it must be thrown away.
 */
export async function holdLane(database: Queryable, claim: ClaimedLane, leaseMs: number): Promise<boolean> {
  const rows = await database.execute(sql`${prepared}
    update lane set lease_until = clock_timestamp() + ${leaseMs}::int * interval '1 millisecond'
    where flow_id = ${claim.flowId}::uuid and number = ${claim.lane}::smallint and epoch = ${claim.epoch}::bigint
      and owner = ${claim.owner}::text and lease_until > clock_timestamp()
    returning number`);
  return rows.length === 1;
}
