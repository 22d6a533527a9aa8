import { connectorCatalog, nodeCatalog } from "@trasvase/nodes/catalog.ts";
import type { Catalogue } from "@trasvase/shared/plan.ts";
import type { Definitions } from "./definitions.ts";

/** Every node type of this version. */
export const definitions: Definitions = nodeCatalog;

/** What the editor plans with. Connections undefined: not known yet, so nothing is said about them. */
export function catalogueOf(
  connections: readonly { readonly name: string; readonly connector: string }[] | undefined,
): Catalogue {
  return {
    nodes: nodeCatalog,
    connectors: connectorCatalog,
    connections: connections && new Map(connections.map(({ name, connector }) => [name, connector])),
  };
}
