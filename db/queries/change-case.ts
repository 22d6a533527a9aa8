import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { flowCase } from "../schema/flow-case.ts";

/** Which case of which flow. */
export interface CasePlace {
  readonly workspaceId: string;
  readonly flowId: string;
  readonly id: string;
}

/** Replaces the contents of a case, deletes it, or takes the deletion back. False: it is not there (any more), or not deleted. */
export async function changeCase(
  database: Queryable,
  place: CasePlace,
  change:
    | { readonly name: string; readonly payload: Uint8Array; readonly dataKeyId: number }
    | "delete"
    | "restore",
): Promise<boolean> {
  const changes =
    change === "delete" ? { deletedAt: sql`now()` } : change === "restore" ? { deletedAt: null } : change;
  const rows = await database
    .update(flowCase)
    .set({ ...changes, updatedAt: sql`now()` })
    .where(
      and(
        eq(flowCase.workspaceId, place.workspaceId),
        eq(flowCase.flowId, place.flowId),
        eq(flowCase.id, place.id),
        change === "restore" ? isNotNull(flowCase.deletedAt) : isNull(flowCase.deletedAt),
      ),
    )
    .returning({ id: flowCase.id });
  return rows.length > 0;
}
