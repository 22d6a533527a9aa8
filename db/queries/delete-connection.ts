import { and, eq } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { connection } from "../schema/connection.ts";

/** Deletes a connection with its secrets, tokens and leases. False: there is none. */
export async function deleteConnection(
  database: Queryable,
  workspaceId: string,
  name: string,
): Promise<boolean> {
  const rows = await database
    .delete(connection)
    .where(and(eq(connection.workspaceId, workspaceId), eq(connection.name, name)))
    .returning({ id: connection.id });
  return rows.length > 0;
}
