import { asc, eq } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { connection } from "../schema/connection.ts";

/** The connections of a workspace by title, secrets sealed. */
export async function listConnections(database: Queryable, workspaceId: string) {
  return await database
    .select()
    .from(connection)
    .where(eq(connection.workspaceId, workspaceId))
    .orderBy(asc(connection.title), asc(connection.name));
}
