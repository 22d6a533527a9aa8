import type { Connector } from "@trasvase/shared/connector.ts";
import { accountViewConnector } from "./accountview/client.ts";
import type { ConnectorType } from "./catalog.ts";
import { exactOnlineConnector } from "./exact-online/client.ts";
import { fileConnector } from "./file/client.ts";
import { httpConnector } from "./http/client.ts";
import { postgresqlConnector } from "./postgresql/client.ts";
import { shopifyConnector } from "./shopify/client.ts";
import { webhookConnector } from "./webhook/client.ts";

/** The running side of every connector (server only). */
export const connectors: Readonly<Record<ConnectorType, Connector>> = {
  file: fileConnector,
  http: httpConnector,
  webhook: webhookConnector,
  postgresql: postgresqlConnector,
  "exact-online": exactOnlineConnector,
  accountview: accountViewConnector,
  shopify: shopifyConnector,
};
