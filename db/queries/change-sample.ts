import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { sample } from "../schema/sample.ts";

/** Which kept sample of which flow. */
export interface SamplePlace {
  readonly workspaceId: string;
  readonly flowId: string;
  readonly id: string;
}

/** Gives a kept sample another name, deletes it, or takes the deletion back. False: it is not there (any more), or not deleted. */
export async function changeSample(
  database: Queryable,
  place: SamplePlace,
  change: { readonly name: string } | "delete" | "restore",
): Promise<boolean> {
  const changes =
    change === "delete" ? { deletedAt: sql`now()` } : change === "restore" ? { deletedAt: null } : change;
  const rows = await database
    .update(sample)
    .set(changes)
    .where(
      and(
        eq(sample.workspaceId, place.workspaceId),
        eq(sample.flowId, place.flowId),
        eq(sample.id, place.id),
        change === "restore" ? isNotNull(sample.deletedAt) : isNull(sample.deletedAt),
      ),
    )
    .returning({ id: sample.id });
  return rows.length > 0;
}
