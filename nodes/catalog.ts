import type { NodeDefinition, NodeType } from "@trasvase/shared/node.ts";
import { connectorCatalog as connectors } from "./connectors/catalog.ts";
import { destination } from "./destination/definition.ts";
import { filter } from "./filter/definition.ts";
import { lookup } from "./lookup/definition.ts";
import { mapping } from "./mapping/definition.ts";
import { note } from "./note/definition.ts";
import { router } from "./router/definition.ts";
import { source } from "./source/definition.ts";
import { split } from "./split/definition.ts";

/** Every node type, browser-safe. A total map: a type without a line here does not compile. */
export const nodeCatalog: Readonly<Record<NodeType, NodeDefinition>> = {
  source,
  mapping,
  filter,
  router,
  split,
  lookup,
  destination,
  note,
};

/** Every connector, browser-safe. */
export const connectorCatalog = connectors;
