import { useQuery } from "@tanstack/react-query";
import type { Graph } from "@trasvase/shared/graph.ts";
import { connectorOfConfig } from "../form/resource-of.ts";
import { connectionListQuery } from "../shell/rail-counts.ts";

/** What people call a resource that a flow's steps name, such as `Sales orders` for `salesOrders`; its name where nobody knows. */
export function useResourceTitle(graph: Graph | undefined): (resource: string) => string {
  const connections = useQuery(connectionListQuery);
  const types = new Map(connections.data?.rows.map(({ name, connector }) => [name, connector]));
  return (resource) => resourceTitle(graph, types, resource);
}

/** The same, of connections that are known: `types` is the connector of each by its name. */
export function resourceTitle(
  graph: Graph | undefined,
  types: ReadonlyMap<string, string>,
  resource: string,
): string {
  for (const { config } of Object.values(graph?.nodes ?? {})) {
    if (config.resource !== resource) continue;
    const found = connectorOfConfig(config, types)?.resources.find(({ name }) => name === resource);
    if (found) return found.title;
  }
  return resource;
}
