import { and, eq } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { connection } from "../schema/connection.ts";

/** The sealed tokens of a connection with the id they are sealed for; undefined when there is no such connection. */
export async function readTokens(database: Queryable, workspaceId: string, name: string) {
  const [row] = await database
    .select({ id: connection.id, tokens: connection.tokens })
    .from(connection)
    .where(and(eq(connection.workspaceId, workspaceId), eq(connection.name, name)));
  return row;
}
