import { eq } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { connection } from "../schema/connection.ts";

/** The names of a workspace's connections with what decides whether something opened for them is still right. */
export async function listConnectionTypes(database: Queryable, workspaceId: string) {
  return await database
    .select({
      name: connection.name,
      connector: connection.connector,
      revision: connection.revision,
      state: connection.state,
    })
    .from(connection)
    .where(eq(connection.workspaceId, workspaceId))
    .orderBy(connection.name);
}

export type ListedConnectionType = Awaited<ReturnType<typeof listConnectionTypes>>[number];
