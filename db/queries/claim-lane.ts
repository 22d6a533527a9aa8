import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { listOf, prepared } from "../prepared.ts";

export interface ClaimedLane {
  readonly workspaceId: string;
  readonly flowId: string;
  readonly lane: number;
  readonly owner: string;
  readonly epoch: number;
}

/** What the last owner had taken and did not settle, put back or give free counts as an attempt. */
const tried = sql`tried as (
  update chunk c set attempts = c.attempts + 1 from next
  where c.flow_id = next.flow_id and c.lane = next.number and c.id <= next.taken_upto)`;

/** Claims one lane of a flow, whatever the flow's state, unless somebody holds it. */
export async function claimThisLane(
  database: Queryable,
  claim: { readonly flowId: string; readonly lane: number; readonly owner: string; readonly leaseMs: number },
): Promise<ClaimedLane | undefined> {
  const rows = await database.execute<{ workspace_id: string; epoch: string }>(sql`
    with next as (
      select l.flow_id, l.number, l.taken_upto from lane l
      where l.flow_id = ${claim.flowId} and l.number = ${claim.lane}
        and (l.lease_until is null or l.lease_until <= clock_timestamp())
      for no key update of l),
    ${tried}
    update lane l set owner = ${claim.owner}, epoch = l.epoch + 1, claimed_at = clock_timestamp(), taken_upto = null,
      lease_until = clock_timestamp() + ${claim.leaseMs} * interval '1 millisecond'
    from next where l.flow_id = next.flow_id and l.number = next.number
    returning l.workspace_id, l.epoch`);
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
  const rows = await database.execute<{
    workspace_id: string;
    flow_id: string;
    number: number;
    epoch: string;
  }>(sql`${prepared}
    with due as materialized (
      select l.flow_id, l.number, l.due_at from lane l
      where l.due_at <= clock_timestamp() and (l.lease_until is null or l.lease_until <= clock_timestamp())
        and l.flow_id <> all (${listOf(claim.withoutFlows)}::uuid[])),
    served as (
      select f.id, (select max(o.claimed_at) from lane o where o.flow_id = f.id) as last from flow f
      where f.id in (select flow_id from due) and f.state = 'active' and f.deleted_at is null),
    next as (
      select l.flow_id, l.number, l.taken_upto from due
      join served on served.id = due.flow_id
      join lane l on l.flow_id = due.flow_id and l.number = due.number
      where l.due_at <= clock_timestamp() and (l.lease_until is null or l.lease_until <= clock_timestamp())
      order by served.last nulls first, due.due_at
      limit 1
      for no key update of l skip locked),
    ${tried}
    update lane l
    set owner = ${claim.owner}::text, epoch = l.epoch + 1, claimed_at = clock_timestamp(), taken_upto = null,
      lease_until = clock_timestamp() + ${claim.leaseMs}::int * interval '1 millisecond'
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
