import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";

/** Task of the times at which a flow's schedule is due; every other task is housekeeping and has no flow. */
export const flowTask = "flow";

/** Keeps that a flow's schedule is due at a moment, unless it was due then before. */
export async function planFlowDue(
  transaction: Queryable,
  place: { readonly workspaceId: string; readonly flowId: string },
  dueAt: Date,
): Promise<void> {
  await transaction.execute(sql`
    insert into schedule_due (workspace_id, flow_id, task, due_at)
    values (${place.workspaceId}, ${place.flowId}, ${flowTask}, ${dueAt.toISOString()}::timestamptz)
    on conflict do nothing`);
}

/** Forgets when a flow is due next: its schedule changed, or begins anew. */
export async function forgetFlowDue(transaction: Queryable, flowId: string): Promise<void> {
  await transaction.execute(sql`
    delete from schedule_due where flow_id = ${flowId} and task = ${flowTask} and state = 'due'`);
}
