import { and, eq } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { flow } from "../schema/flow.ts";
import { flowVersion } from "../schema/flow-version.ts";

/** A flow with its draft and, when it was ever activated, the graph of its active version. Deleted ones are found too. */
export async function findFlow(database: Queryable, workspaceId: string, flowId: string) {
  const [row] = await database
    .select({ flow, activeGraph: flowVersion.graph })
    .from(flow)
    .leftJoin(flowVersion, and(eq(flowVersion.flowId, flow.id), eq(flowVersion.number, flow.activeVersion)))
    .where(and(eq(flow.workspaceId, workspaceId), eq(flow.id, flowId)));
  return row && { ...row.flow, activeGraph: row.activeGraph };
}

export type FoundFlow = NonNullable<Awaited<ReturnType<typeof findFlow>>>;
