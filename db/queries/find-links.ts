import { and, eq, inArray } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { link } from "../schema/link.ts";

/** Which links are looked for: between two kinds of records, by the keys of the source. */
export interface LinkQuestion {
  readonly workspaceId: string;
  readonly source: { readonly connection: string; readonly resource: string };
  readonly target: { readonly connection: string; readonly resource: string };
  readonly keys: readonly string[];
}

/** The links of some source records to one kind of target. */
export async function findLinks(database: Queryable, question: LinkQuestion) {
  return await database
    .select({ sourceKey: link.sourceKey, targetId: link.targetId, sentHash: link.sentHash })
    .from(link)
    .where(
      and(
        eq(link.workspaceId, question.workspaceId),
        eq(link.targetConnection, question.target.connection),
        eq(link.targetResource, question.target.resource),
        eq(link.sourceConnection, question.source.connection),
        eq(link.sourceResource, question.source.resource),
        inArray(link.sourceKey, [...question.keys]),
      ),
    );
}
