import { and, eq, isNull, sql } from "drizzle-orm";
import type { Database } from "../client.ts";
import { flow } from "../schema/flow.ts";
import { forgetFlowDue } from "./plan-due.ts";

/** Lets a paused flow go on; its schedule begins anew, without what was missed meanwhile. False: it is not paused. */
export async function resumeFlow(database: Database, workspaceId: string, flowId: string): Promise<boolean> {
  return await database.transaction(async (transaction) => {
    const rows = await transaction
      .update(flow)
      .set({ state: "active", pauseReason: null, pausedAt: null, updatedAt: sql`now()` })
      .where(
        and(
          eq(flow.workspaceId, workspaceId),
          eq(flow.id, flowId),
          eq(flow.state, "paused"),
          isNull(flow.deletedAt),
        ),
      )
      .returning({ id: flow.id });
    if (rows.length === 0) return false;
    await forgetFlowDue(transaction, flowId);
    return true;
  });
}
