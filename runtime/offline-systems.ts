import { connectorCatalog, nodeCatalog } from "@trasvase/nodes/catalog.ts";
import { runners } from "@trasvase/nodes/pure.ts";
import type { Systems } from "./engine/engine.ts";

/** What a flow needs that calls nobody: no client of any connector is loaded, which makes a start a tenth of a second shorter. */
export const offlineSystems: Systems = {
  nodes: nodeCatalog,
  runners,
  connectors: connectorCatalog,
  clients: {},
};
