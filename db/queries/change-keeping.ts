import { and, eq, isNull, sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { flow, type LOG_POLICIES, type RetentionClass } from "../schema/flow.ts";

/** Sets what is kept of a flow's settled records, and for how long, from the next records on. What is logged already stays in its class. */
export async function changeKeeping(
  database: Queryable,
  place: { readonly workspaceId: string; readonly flowId: string },
  keeping: {
    readonly logPolicy: (typeof LOG_POLICIES)[number];
    readonly retention: RetentionClass;
    readonly expireAfterDays: number;
  },
): Promise<void> {
  await database
    .update(flow)
    .set({ ...keeping, updatedAt: sql`now()` })
    .where(and(eq(flow.workspaceId, place.workspaceId), eq(flow.id, place.flowId), isNull(flow.deletedAt)));
}
