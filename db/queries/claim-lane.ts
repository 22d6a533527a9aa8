import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";

export interface ClaimedLane {
  readonly workspaceId: string;
  readonly flowId: string;
  readonly lane: number;
  readonly owner: string;
  readonly epoch: number;
}

/** Claims one lane of a flow, whatever the flow's state, unless somebody holds it. */
export async function claimThisLane(
  database: Queryable,
  claim: { readonly flowId: string; readonly lane: number; readonly owner: string; readonly leaseMs: number },
): Promise<ClaimedLane | undefined> {
  const rows = await database.execute<{ workspace_id: string; epoch: string }>(sql`
    update lane set owner = ${claim.owner}, epoch = epoch + 1, claimed_at = clock_timestamp(),
      lease_until = clock_timestamp() + ${claim.leaseMs} * interval '1 millisecond'
    where flow_id = ${claim.flowId} and number = ${claim.lane}
      and (lease_until is null or lease_until <= clock_timestamp())
    returning workspace_id, epoch`);
  const row = rows[0];
  if (!row) return undefined;
  const { flowId, lane, owner } = claim;
  return { workspaceId: row.workspace_id, flowId, lane, owner, epoch: Number(row.epoch) };
}

/**
 * Claims a lane that is due and that nobody holds, raising its epoch. The flow that was served longest ago comes first, whatever
 * the number of its lanes; within it the lane that has waited longest. Lanes of flows that are paused or deleted stay.
 */
export async function claimLane(
  database: Queryable,
  claim: { readonly owner: string; readonly leaseMs: number; readonly withoutFlows: readonly string[] },
): Promise<ClaimedLane | undefined> {
  const without = sql.param([...claim.withoutFlows]);
  const rows = await database.execute<{
    workspace_id: string;
    flow_id: string;
    number: number;
    epoch: string;
  }>(sql`
    with served as (select flow_id, max(claimed_at) as last from lane group by flow_id),
    next as (
      select l.flow_id, l.number
      from lane l
      join served on served.flow_id = l.flow_id
      join flow f on f.id = l.flow_id and f.state = 'active' and f.deleted_at is null
      where l.due_at <= clock_timestamp()
        and (l.lease_until is null or l.lease_until <= clock_timestamp())
        and l.flow_id <> all (${without}::uuid[])
      order by served.last nulls first, l.due_at
      limit 1
      for no key update of l skip locked
    )
    update lane l
    set owner = ${claim.owner}, epoch = l.epoch + 1, claimed_at = clock_timestamp(),
      lease_until = clock_timestamp() + ${claim.leaseMs} * interval '1 millisecond'
    from next
    where l.flow_id = next.flow_id and l.number = next.number
    returning l.workspace_id, l.flow_id, l.number, l.epoch`);
  const row = rows[0];
  if (!row) return undefined;
  return {
    workspaceId: row.workspace_id,
    flowId: row.flow_id,
    lane: row.number,
    owner: claim.owner,
    epoch: Number(row.epoch),
  };
}
