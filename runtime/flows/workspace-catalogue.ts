import { listConnections } from "@trasvase/db/queries/list-connections.ts";
import type { Catalogue } from "@trasvase/shared/plan.ts";
import type { ServerContext } from "../server-context.ts";

/** The catalogue with the connections of a workspace, for planning. */
export async function workspaceCatalogue(
  context: Pick<ServerContext, "database" | "catalogue">,
  workspaceId: string,
): Promise<Catalogue> {
  const connections = await listConnections(context.database, workspaceId);
  return { ...context.catalogue, connections: new Map(connections.map((one) => [one.name, one.connector])) };
}
