import { connectorCatalog } from "@trasvase/nodes/catalog.ts";
import type { ConnectorDefinition, ResourceDefinition } from "@trasvase/shared/connector.ts";
import type { Graph, GraphNode } from "@trasvase/shared/graph.ts";
import type { JsonObject } from "@trasvase/shared/json.ts";

/** Connector type by connection name; undefined while the connections are not known. */
export type ConnectorTypes = ReadonlyMap<string, string> | undefined;

const connectors: Readonly<Record<string, ConnectorDefinition>> = connectorCatalog;

/** The connector of a type; undefined for one this version does not have. */
export function connectorOf(type: string | undefined): ConnectorDefinition | undefined {
  return type !== undefined && Object.hasOwn(connectors, type) ? connectors[type] : undefined;
}

/** The connector behind the connection that a step's config names. */
export function connectorOfConfig(
  config: JsonObject | undefined,
  types: ConnectorTypes,
): ConnectorDefinition | undefined {
  const { connection } = config ?? {};
  return typeof connection === "string" ? connectorOf(types?.get(connection)) : undefined;
}

/** The resource that a step's config names, when its connection is known. */
export function resourceOfConfig(
  config: JsonObject | undefined,
  types: ConnectorTypes,
): ResourceDefinition | undefined {
  return connectorOfConfig(config, types)?.resources.find((one) => one.name === config?.resource);
}

/** The source step of a graph. */
export function sourceOf(graph: Graph): { readonly name: string; readonly node: GraphNode } | undefined {
  const found = Object.entries(graph.nodes).find(([, node]) => node.type === "source");
  return found && { name: found[0], node: found[1] };
}
