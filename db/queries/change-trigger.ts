import { and, eq, isNull, sql } from "drizzle-orm";
import type { Database } from "../client.ts";
import { flow } from "../schema/flow.ts";
import { forgetFlowDue } from "./plan-due.ts";

/** Sets what starts a flow and forgets when it was due by the schedule before. False: there is no such flow. */
export async function changeTrigger(
  database: Database,
  workspaceId: string,
  flowId: string,
  trigger: unknown,
): Promise<boolean> {
  return await database.transaction(async (transaction) => {
    const rows = await transaction
      .update(flow)
      .set({ trigger, updatedAt: sql`now()` })
      .where(and(eq(flow.workspaceId, workspaceId), eq(flow.id, flowId), isNull(flow.deletedAt)))
      .returning({ id: flow.id });
    if (rows.length === 0) return false;
    await forgetFlowDue(transaction, flowId);
    return true;
  });
}
