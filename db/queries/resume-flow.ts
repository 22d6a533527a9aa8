import { and, eq, isNull, sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { flow } from "../schema/flow.ts";

/** Lets a paused flow go on. False: it is not paused. */
export async function resumeFlow(database: Queryable, workspaceId: string, flowId: string): Promise<boolean> {
  const rows = await database
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
  return rows.length > 0;
}
