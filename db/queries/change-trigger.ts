import { and, eq, isNull, sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { flow } from "../schema/flow.ts";

/** Sets what starts a flow. False: there is no such flow. */
export async function changeTrigger(
  database: Queryable,
  workspaceId: string,
  flowId: string,
  trigger: unknown,
): Promise<boolean> {
  const rows = await database
    .update(flow)
    .set({ trigger, updatedAt: sql`now()` })
    .where(and(eq(flow.workspaceId, workspaceId), eq(flow.id, flowId), isNull(flow.deletedAt)))
    .returning({ id: flow.id });
  return rows.length > 0;
}
