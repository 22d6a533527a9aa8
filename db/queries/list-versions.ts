import { and, desc, eq } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { flowVersion } from "../schema/flow-version.ts";

/** The versions of a flow, the newest first, without their graphs. */
export async function listVersions(database: Queryable, workspaceId: string, flowId: string) {
  return await database
    .select({
      number: flowVersion.number,
      note: flowVersion.note,
      createdAt: flowVersion.createdAt,
      checks: flowVersion.checks,
    })
    .from(flowVersion)
    .where(and(eq(flowVersion.workspaceId, workspaceId), eq(flowVersion.flowId, flowId)))
    .orderBy(desc(flowVersion.number));
}
