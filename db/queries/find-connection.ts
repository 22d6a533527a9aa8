import { and, eq } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { connection } from "../schema/connection.ts";

/** A connection by name, secrets sealed. */
export async function findConnection(database: Queryable, workspaceId: string, name: string) {
  const [row] = await database
    .select()
    .from(connection)
    .where(and(eq(connection.workspaceId, workspaceId), eq(connection.name, name)));
  return row;
}

export type FoundConnection = NonNullable<Awaited<ReturnType<typeof findConnection>>>;
