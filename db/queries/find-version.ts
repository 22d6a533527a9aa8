import { and, eq } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { flowVersion } from "../schema/flow-version.ts";

/** One version of a flow with its graph. */
export async function findVersion(database: Queryable, workspaceId: string, flowId: string, number: number) {
  const [row] = await database
    .select()
    .from(flowVersion)
    .where(
      and(
        eq(flowVersion.workspaceId, workspaceId),
        eq(flowVersion.flowId, flowId),
        eq(flowVersion.number, number),
      ),
    );
  return row;
}
