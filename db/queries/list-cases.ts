import { and, asc, eq, isNull } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { flowCase } from "../schema/flow-case.ts";

/** The cases of a flow, the oldest first, their contents sealed. */
export async function listCases(database: Queryable, workspaceId: string, flowId: string) {
  return await database
    .select({
      id: flowCase.id,
      name: flowCase.name,
      payload: flowCase.payload,
      dataKeyId: flowCase.dataKeyId,
    })
    .from(flowCase)
    .where(
      and(eq(flowCase.workspaceId, workspaceId), eq(flowCase.flowId, flowId), isNull(flowCase.deletedAt)),
    )
    .orderBy(asc(flowCase.createdAt), asc(flowCase.id));
}
