import { type Connector, ConnectorError } from "@trasvase/shared/connector.ts";
import { checkConnection } from "./check.ts";
import { shopifyDefinition } from "./definition.ts";
import { findRecords } from "./find.ts";
import { readRecords } from "./read.ts";
import { openSession } from "./session.ts";

/** Shopify, read only. */
export const shopifyConnector: Connector = {
  definition: shopifyDefinition,
  async openReader(connection, services) {
    const session = openSession(connection, services, false);
    const looking = openSession(connection, services, true);
    return {
      check: (signal) => checkConnection(session, signal),
      read: (request) => readRecords(request.gentle ? looking : session, request),
      find: (request) => findRecords(request.gentle ? looking : session, request),
      describe: () => [],
      placeholders: () => ({}),
      async close() {},
    };
  },
  async openWriter() {
    throw new ConnectorError("rejected", "read-only", "Shopify can only be read here.");
  },
};
