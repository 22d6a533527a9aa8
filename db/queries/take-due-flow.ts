import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { flowTask } from "./plan-due.ts";

/** A flow whose schedule is due, locked until the transaction ends. */
export interface DueFlow {
  readonly id: number;
  readonly workspaceId: string;
  readonly flowId: string;
  readonly dueAt: Date;
  readonly trigger: unknown;
  readonly version: number;
  /** Runs of the flow that go on or wait; paused ones, pushed records and backfills are none. */
  readonly open: number;
  /** Of those, the ones that nobody has begun. */
  readonly queued: number;
  /** The database's clock. */
  readonly now: Date;
}

/** The flow that has been due longest and that nobody else is starting just now. Flows that are paused stay. */
export async function takeDueFlow(transaction: Queryable): Promise<DueFlow | undefined> {
  const rows = await transaction.execute<{
    id: string;
    workspace_id: string;
    flow_id: string;
    due_at: string;
    trigger: unknown;
    active_version: number;
    open: number;
    queued: number;
    now: string;
  }>(sql`
    select s.id, s.workspace_id, s.flow_id, s.due_at, f.trigger, f.active_version, r.open, r.queued,
      clock_timestamp() as now
    from schedule_due s
    join flow f on f.id = s.flow_id and f.state = 'active' and f.deleted_at is null
    cross join lateral (select count(*)::int as open, (count(*) filter (where r.state = 'queued'))::int as queued
      from run r where r.flow_id = f.id and r.state in ('queued', 'running')
        and r.intake_day is null and r.trigger_kind <> 'backfill') r
    where s.task = ${flowTask} and s.state = 'due' and s.due_at <= clock_timestamp()
    order by s.due_at
    limit 1
    for no key update of s skip locked`);
  const row = rows[0];
  if (!row) return undefined;
  return {
    id: Number(row.id),
    workspaceId: row.workspace_id,
    flowId: row.flow_id,
    dueAt: new Date(row.due_at),
    trigger: row.trigger,
    version: row.active_version,
    open: row.open,
    queued: row.queued,
    now: new Date(row.now),
  };
}

/** Keeps what became of a due time: the run it started, or that it was left out. */
export async function endDueFlow(
  transaction: Queryable,
  id: number,
  runId: string | undefined,
): Promise<void> {
  await transaction.execute(sql`
    update schedule_due set state = ${runId === undefined ? "skipped" : "done"}, run_id = ${runId ?? null}::uuid,
      done_at = clock_timestamp()
    where id = ${id}`);
}
