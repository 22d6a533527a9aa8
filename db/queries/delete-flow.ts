import { and, eq, isNull, sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { flow } from "../schema/flow.ts";

/** Marks a flow as deleted: it leaves every list, nothing of it runs any more, its webhook answers 410. False: it was already. */
export async function deleteFlow(database: Queryable, workspaceId: string, flowId: string): Promise<boolean> {
  const rows = await database
    .update(flow)
    .set({
      deletedAt: sql`now()`,
      state: sql`case when ${flow.state} = 'active' then 'paused' else ${flow.state} end`,
    })
    .where(and(eq(flow.workspaceId, workspaceId), eq(flow.id, flowId), isNull(flow.deletedAt)))
    .returning({ id: flow.id });
  return rows.length > 0;
}
