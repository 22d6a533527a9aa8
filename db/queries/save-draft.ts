import { and, eq, isNull, sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { flow } from "../schema/flow.ts";

/** A draft to be kept. */
export interface DraftToSave {
  readonly workspaceId: string;
  readonly flowId: string;
  readonly name: string;
  readonly draft: unknown;
  /** The revision that the change started from. */
  readonly revision: number;
}

/** Keeps a draft unless another one was kept since; answers the new revision, or undefined when the revision is no longer that. */
export async function saveDraft(
  database: Queryable,
  save: DraftToSave,
): Promise<{ readonly revision: number; readonly updatedAt: Date } | undefined> {
  const [row] = await database
    .update(flow)
    .set({
      name: save.name,
      draft: save.draft,
      revision: sql`${flow.revision} + 1`,
      updatedAt: sql`now()`,
    })
    .where(
      and(
        eq(flow.workspaceId, save.workspaceId),
        eq(flow.id, save.flowId),
        eq(flow.revision, save.revision),
        isNull(flow.deletedAt),
      ),
    )
    .returning({ revision: flow.revision, updatedAt: flow.updatedAt });
  return row;
}
