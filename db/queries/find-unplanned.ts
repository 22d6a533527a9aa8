import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { flowTask } from "./plan-due.ts";

/** An active flow with a schedule of which nobody has said yet when it is due next. */
export interface UnplannedFlow {
  readonly workspaceId: string;
  readonly flowId: string;
  readonly trigger: unknown;
  /** The database's clock. */
  readonly now: Date;
}

/** Active flows that start by the clock and have no next time; of one flow with `flowId`. Locked until the transaction ends, against two that plan at once. */
export async function findUnplannedFlows(
  transaction: Queryable,
  flowId?: string,
): Promise<readonly UnplannedFlow[]> {
  const one = flowId === undefined ? sql`` : sql` and f.id = ${flowId}`;
  const rows = await transaction.execute<{
    workspace_id: string;
    id: string;
    trigger: unknown;
    now: string;
  }>(sql`
    select f.workspace_id, f.id, f.trigger, clock_timestamp() as now from flow f
    where f.state = 'active' and f.deleted_at is null and f.trigger->>'kind' in ('interval', 'cron')${one}
      and not exists (select from schedule_due s where s.flow_id = f.id and s.task = ${flowTask} and s.state = 'due')
    order by f.id
    limit 500
    for no key update of f skip locked`);
  return rows.map((row) => ({
    workspaceId: row.workspace_id,
    flowId: row.id,
    trigger: row.trigger,
    now: new Date(row.now),
  }));
}
