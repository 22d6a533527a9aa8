import { setTimeout as wait } from "node:timers/promises";
import { memoryCounters, memoryTokens } from "@trasvase/nodes/connectors/memory-stores.ts";
import { connectors } from "@trasvase/nodes/connectors/runners.ts";
import type { OpenConnection, Reader, Services, Writer } from "@trasvase/shared/connector.ts";
import { ConnectorError } from "@trasvase/shared/connector.ts";
import { egressLimits, makeFetch } from "../egress/fetch.ts";
import { makeOpenSocket } from "../egress/open-socket.ts";
import { openFileStore } from "../files.ts";
import { filesFolder } from "../services.ts";
import { readSettings } from "../settings.ts";

/** The clients of a command: what they need of the world without a server and a database. */
export interface CommandClients {
  reader(connection: string): Promise<Reader>;
  openWriter(connection: string): Promise<Writer>;
  close(): Promise<void>;
}

/**
 * Opens clients of the connections of a command. It may call private addresses: whoever runs a command on a machine can reach them anyhow.
 * Tokens and counts are kept until the command ends.
 */
export function openCommandClients(connections: ReadonlyMap<string, OpenConnection>): CommandClients {
  const fetch = makeFetch({ ...egressLimits, allowPrivateNetwork: true, allowed: [] });
  const openSocket = makeOpenSocket({ allowPrivateNetwork: true });
  const files = openFileStore(filesFolder(readSettings(process.env)));
  const stores = new Map<string, Pick<Services, "tokens" | "counters">>();
  const readers = new Map<string, Promise<Reader>>();

  function services(name: string): Services {
    const store = stores.get(name) ?? { tokens: memoryTokens(), counters: memoryCounters() };
    stores.set(name, store);
    return {
      fetch,
      openSocket,
      files,
      ...store,
      now: Date.now,
      wait: (milliseconds, signal) => wait(milliseconds, undefined, { signal }),
      log(level, message) {
        if (level === "warn" || level === "error") process.stderr.write(`${name}: ${message}\n`);
      },
    };
  }

  function find(name: string) {
    const connection = connections.get(name);
    const connector =
      connection && Object.entries(connectors).find(([type]) => type === connection.connector)?.[1];
    if (connection && connector) return { connection, connector };
    throw new ConnectorError(
      "broken",
      "no-connection",
      `There is no connection "${name}". Name it in a file given with --connections.`,
    );
  }

  return {
    reader(name) {
      const kept = readers.get(name);
      if (kept) return kept;
      const { connection, connector } = find(name);
      const opened = connector.openReader(connection, services(name));
      readers.set(name, opened);
      return opened;
    },
    async openWriter(name) {
      const { connection, connector } = find(name);
      return await connector.openWriter(connection, services(name));
    },
    async close() {
      await Promise.allSettled([...readers.values()].map(async (reader) => (await reader).close()));
    },
  };
}
