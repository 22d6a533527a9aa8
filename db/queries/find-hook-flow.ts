import { and, eq } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { flow } from "../schema/flow.ts";
import { flowVersion } from "../schema/flow-version.ts";

/** The flow of a webhook address, whichever workspace it is in, with the graph of its active version. Deleted ones are found too. */
export async function findHookFlow(database: Queryable, flowId: string) {
  const [row] = await database
    .select({
      id: flow.id,
      workspaceId: flow.workspaceId,
      hookTokenHash: flow.hookTokenHash,
      deletedAt: flow.deletedAt,
      graph: flowVersion.graph,
    })
    .from(flow)
    .leftJoin(flowVersion, and(eq(flowVersion.flowId, flow.id), eq(flowVersion.number, flow.activeVersion)))
    .where(eq(flow.id, flowId));
  return row;
}
