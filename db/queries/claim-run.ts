import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";

/** A run whose source is being read by this owner. */
export interface ClaimedRun {
  readonly id: string;
  readonly workspaceId: string;
  readonly flowId: string;
  readonly version: number;
  readonly owner: string;
  readonly epoch: number;
  /** Records appended by an earlier reader that did not come to the end. */
  readonly read: number;
  /** What it was asked. */
  readonly options: unknown;
  /** A backfill has a cursor of its own; undefined for every other run, and before its first batch. */
  readonly backfill: { readonly cursor: unknown } | undefined;
}

/**
 * Claims the oldest run of some flow that has yet to be read to its end. Of one flow only one run reads at a time, the oldest first; a
 * backfill, whose cursor is its own, reads beside it.
 * Runs of pushed records read nothing.
 */
export async function claimRun(
  database: Queryable,
  claim: { readonly owner: string; readonly leaseMs: number },
): Promise<ClaimedRun | undefined> {
  const rows = await database.execute<{
    id: string;
    workspace_id: string;
    flow_id: string;
    version: number;
    epoch: string;
    read: string;
    options: unknown;
    trigger_kind: string;
    cursor_to: unknown;
  }>(sql`
    with next as (
      select r.id from run r
      join flow f on f.id = r.flow_id and f.state = 'active' and f.deleted_at is null
      where r.state in ('queued', 'running') and r.read_at is null and r.intake_day is null
        and (r.lease_until is null or r.lease_until <= clock_timestamp())
        and not exists (select from run o where o.flow_id = r.flow_id and o.state in ('queued', 'running')
          and (o.trigger_kind = 'backfill') = (r.trigger_kind = 'backfill')
          and o.read_at is null and o.intake_day is null and (o.created_at, o.id) < (r.created_at, r.id))
      order by r.created_at, r.id
      limit 1
      for no key update of r skip locked
    )
    update run r set state = 'running', owner = ${claim.owner}, epoch = r.epoch + 1,
      lease_until = clock_timestamp() + ${claim.leaseMs} * interval '1 millisecond',
      started_at = coalesce(r.started_at, clock_timestamp())
    from next where r.id = next.id
    returning r.id, r.workspace_id, r.flow_id, r.version, r.epoch, r.read, r.options, r.trigger_kind, r.cursor_to`);
  const row = rows[0];
  if (!row) return undefined;
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    flowId: row.flow_id,
    version: row.version,
    owner: claim.owner,
    epoch: Number(row.epoch),
    read: Number(row.read),
    options: row.options,
    backfill: row.trigger_kind === "backfill" ? { cursor: row.cursor_to ?? undefined } : undefined,
  };
}
