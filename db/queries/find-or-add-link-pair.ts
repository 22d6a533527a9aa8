import { and, eq } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { linkPair } from "../schema/link-pair.ts";

/** Two kinds of records between which there are links. */
export interface LinkEnds {
  readonly workspaceId: string;
  readonly source: { readonly connection: string; readonly resource: string };
  readonly target: { readonly connection: string; readonly resource: string };
}

/** The id of a pair of kinds; undefined when nothing was ever linked between them. */
export async function findLinkPair(database: Queryable, ends: LinkEnds): Promise<number | undefined> {
  const { source, target, workspaceId } = ends;
  const [row] = await database
    .select({ id: linkPair.id })
    .from(linkPair)
    .where(
      and(
        eq(linkPair.workspaceId, workspaceId),
        eq(linkPair.sourceConnection, source.connection),
        eq(linkPair.sourceResource, source.resource),
        eq(linkPair.targetConnection, target.connection),
        eq(linkPair.targetResource, target.resource),
      ),
    );
  return row?.id;
}

/** The id of a pair of kinds, made at first use; of several at once the first one counts. */
export async function findOrAddLinkPair(database: Queryable, ends: LinkEnds): Promise<number> {
  const found = await findLinkPair(database, ends);
  if (found !== undefined) return found;
  await database
    .insert(linkPair)
    .values({
      workspaceId: ends.workspaceId,
      sourceConnection: ends.source.connection,
      sourceResource: ends.source.resource,
      targetConnection: ends.target.connection,
      targetResource: ends.target.resource,
    })
    .onConflictDoNothing();
  const made = await findLinkPair(database, ends);
  if (made === undefined) throw new Error("A pair of linked kinds was neither found nor stored.");
  return made;
}
