import { and, eq, isNull, sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { flow } from "../schema/flow.ts";

/** Pauses an active flow, with a reason when the product does it itself. False: it is not active. */
export async function pauseFlow(
  database: Queryable,
  workspaceId: string,
  flowId: string,
  reason: string | null,
): Promise<boolean> {
  const rows = await database
    .update(flow)
    .set({ state: "paused", pauseReason: reason, pausedAt: sql`now()`, updatedAt: sql`now()` })
    .where(
      and(
        eq(flow.workspaceId, workspaceId),
        eq(flow.id, flowId),
        eq(flow.state, "active"),
        isNull(flow.deletedAt),
      ),
    )
    .returning({ id: flow.id });
  return rows.length > 0;
}
