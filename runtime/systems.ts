import { connectorCatalog, nodeCatalog } from "@trasvase/nodes/catalog.ts";
import { connectors } from "@trasvase/nodes/connectors/runners.ts";
import { runners } from "@trasvase/nodes/pure.ts";
import type { Systems } from "./engine/engine.ts";

/** Everything a flow can be made of in this installation, clients included. Commands that call no system leave these out and start faster. */
export const systems: Systems = {
  nodes: nodeCatalog,
  runners,
  connectors: connectorCatalog,
  clients: connectors,
};
