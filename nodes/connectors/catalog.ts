import type { ConnectorDefinition } from "@trasvase/shared/connector.ts";
import { accountViewDefinition } from "./accountview/definition.ts";
import { exactOnlineDefinition } from "./exact-online/definition.ts";
import { fileDefinition } from "./file/definition.ts";
import { httpDefinition } from "./http/definition.ts";
import { postgresqlDefinition } from "./postgresql/definition.ts";
import { shopifyDefinition } from "./shopify/definition.ts";
import { webhookDefinition } from "./webhook/definition.ts";

/** Every system there is a connector for. Adding one: its folder, its name here, and a line here and in runners.ts. */
export const connectorTypes = [
  "file",
  "http",
  "webhook",
  "postgresql",
  "exact-online",
  "accountview",
  "shopify",
] as const;

export type ConnectorType = (typeof connectorTypes)[number];

/** What each connector is. Data only, so the editor may have it. */
export const connectorCatalog: Readonly<Record<ConnectorType, ConnectorDefinition>> = {
  file: fileDefinition,
  http: httpDefinition,
  webhook: webhookDefinition,
  postgresql: postgresqlDefinition,
  "exact-online": exactOnlineDefinition,
  accountview: accountViewDefinition,
  shopify: shopifyDefinition,
};

/** Whether a text names a connector there is. */
export function isConnectorType(type: string): type is ConnectorType {
  return (connectorTypes as readonly string[]).includes(type);
}
