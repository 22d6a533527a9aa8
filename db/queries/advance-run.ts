import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import type { ClaimedRun } from "./claim-run.ts";

/**
 * Counts what a claimed run has read, and renews its lease. With zeros it only renews. False: the claim was lost or the run was
 * stopped, so nothing may be queued under it.
 */
export async function advanceRun(
  database: Queryable,
  run: Pick<ClaimedRun, "id" | "owner" | "epoch">,
  by: { readonly read: number; readonly repeated: number; readonly leaseMs: number },
): Promise<boolean> {
  const rows = await database.execute(sql`
    update run set read = read + ${by.read}, repeated = repeated + ${by.repeated},
      lease_until = clock_timestamp() + ${by.leaseMs} * interval '1 millisecond'
    where id = ${run.id} and owner = ${run.owner} and epoch = ${run.epoch} and state = 'running'
      and lease_until > clock_timestamp()
    returning id`);
  return rows.length === 1;
}
