import { and, asc, eq, isNull } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { sample } from "../schema/sample.ts";

/** The kept samples of a flow, the oldest first, their contents sealed. */
export async function listSamples(database: Queryable, workspaceId: string, flowId: string) {
  return await database
    .select({
      id: sample.id,
      name: sample.name,
      payload: sample.payload,
      dataKeyId: sample.dataKeyId,
      masked: sample.masked,
      createdAt: sample.createdAt,
    })
    .from(sample)
    .where(and(eq(sample.workspaceId, workspaceId), eq(sample.flowId, flowId), isNull(sample.deletedAt)))
    .orderBy(asc(sample.createdAt), asc(sample.id));
}
