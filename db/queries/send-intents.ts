import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import type { ClaimedLane } from "./claim-lane.ts";
import type { WantedIntent } from "./take-intents.ts";

/**
 * Marks locks as leaving now, durably, while the lane's claim still holds. Answers how many were marked: fewer than asked means that
 * the claim was lost, and nothing may be sent.
 */
export async function sendIntents(
  database: Queryable,
  workspaceId: string,
  claim: ClaimedLane,
  sending: { readonly intents: readonly Omit<WantedIntent, "arrival">[]; readonly settleAfterMs: number },
): Promise<number> {
  const list = JSON.stringify(
    sending.intents.map(({ matchHash, ...one }) => ({
      ...one,
      hash: Buffer.from(matchHash).toString("hex"),
    })),
  );
  const rows = await database.execute(sql`
    with wanted as (select * from json_to_recordset(${list}::json) as w(connection text, resource text, hash text))
    update sending s set sent_at = clock_timestamp(),
      settle_after = clock_timestamp() + ${sending.settleAfterMs} * interval '1 millisecond'
    from wanted w
    where s.workspace_id = ${workspaceId} and s.connection = w.connection and s.resource = w.resource
      and s.match_hash = decode(w.hash, 'hex')
      and s.flow_id = ${claim.flowId} and s.lane = ${claim.lane} and s.epoch = ${claim.epoch}
      and exists (select from lane l where l.flow_id = ${claim.flowId} and l.number = ${claim.lane}
        and l.epoch = ${claim.epoch} and l.lease_until > clock_timestamp())
    returning s.lane`);
  return rows.length;
}
