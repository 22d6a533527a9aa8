import { and, eq } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { cursor } from "../schema/cursor.ts";

/** Whose cursor: a flow reading a resource of a connection. */
export interface CursorPlace {
  readonly workspaceId: string;
  readonly flowId: string;
  readonly connection: string;
  readonly resource: string;
}

/** How far a flow has read; undefined when it never did. */
export async function findCursor(database: Queryable, place: CursorPlace) {
  const [row] = await database
    .select({ value: cursor.value, overlap: cursor.overlap, updatedAt: cursor.updatedAt })
    .from(cursor)
    .where(
      and(
        eq(cursor.flowId, place.flowId),
        eq(cursor.connection, place.connection),
        eq(cursor.resource, place.resource),
      ),
    );
  return row;
}
