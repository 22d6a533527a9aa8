import { findConnection } from "@trasvase/db/queries/find-connection.ts";
import {
  type ListedConnectionType,
  listConnectionTypes,
} from "@trasvase/db/queries/list-connection-types.ts";
import { setConnectionState } from "@trasvase/db/queries/set-connection-state.ts";
import { ConnectorError, type OpenConnection, type Reader, type Writer } from "@trasvase/shared/connector.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { openSecrets } from "../connections/seal-secrets.ts";
import type { Engine } from "./engine.ts";

/** A connection with its secrets opened. Throws ConnectorError *broken* when there is none of that name. */
export async function openConnection(
  engine: Engine,
  workspaceId: string,
  name: string,
): Promise<OpenConnection & { readonly revision: number }> {
  const found = await findConnection(engine.database, workspaceId, name);
  if (!found) {
    throw new ConnectorError(
      "broken",
      "no-connection",
      `There is no connection "${name}". Create it under Connections.`,
    );
  }
  return {
    name,
    connector: found.connector,
    // Stored as JSON.
    settings: found.settings as Json,
    secrets: openSecrets(engine.keys, found),
    revision: found.revision,
  };
}

/** Opens the clients of one workspace and keeps the readers, which hold no state of a walk, for all who ask. */
export class Clients {
  readonly workspaceId: string;
  readonly #engine: Engine;
  readonly #readers = new Map<string, { readonly revision: number; readonly reader: Promise<Reader> }>();
  #known: ReadonlyMap<string, { readonly connector: string; readonly revision: number }> = new Map();

  constructor(engine: Engine, workspaceId: string) {
    this.#engine = engine;
    this.workspaceId = workspaceId;
  }

  /** Looks which connections there are now. Readers of changed ones are opened anew when next asked for. */
  async refresh(): Promise<ReadonlyMap<string, string>> {
    return this.know(await listConnectionTypes(this.#engine.database, this.workspaceId));
  }

  /** Takes over which connections there are now, from somebody who has just looked. */
  know(rows: readonly ListedConnectionType[]): ReadonlyMap<string, string> {
    this.#known = new Map(rows.map((row) => [row.name, row]));
    return this.types();
  }

  /** Connector type by connection name, as of the last refresh. */
  types(): ReadonlyMap<string, string> {
    return new Map([...this.#known].map(([name, { connector }]) => [name, connector]));
  }

  /** Grows with every change of the connection; 0 when there is none. */
  revision(name: string): number {
    return this.#known.get(name)?.revision ?? 0;
  }

  /** The reading side of a connection. Throws ConnectorError. */
  async reader(name: string): Promise<Reader> {
    const revision = this.revision(name);
    const kept = this.#readers.get(name);
    if (kept?.revision === revision) return await kept.reader;
    if (kept) void kept.reader.then((reader) => reader.close()).catch(() => undefined);
    const reader = this.#open(name, async (connector, connection) =>
      this.#reporting(
        name,
        await connector.openReader(
          connection,
          this.#engine.servicesFor({ workspaceId: this.workspaceId, name }),
        ),
      ),
    );
    this.#readers.set(name, { revision, reader });
    reader.catch(() => this.#readers.delete(name));
    return await reader;
  }

  /** A writing side for one chunk at a time; whoever opens it closes it. Throws ConnectorError. */
  async openWriter(name: string): Promise<Writer> {
    return await this.#open(name, (connector, connection) =>
      connector.openWriter(connection, this.#engine.servicesFor({ workspaceId: this.workspaceId, name })),
    );
  }

  /** Keeps that a connection needs a person, for the lists that show it. */
  async reportBroken(name: string, error: ConnectorError): Promise<void> {
    const place = { workspaceId: this.workspaceId, name };
    await setConnectionState(this.#engine.database, place, "broken", error.message);
  }

  async close(): Promise<void> {
    const readers = [...this.#readers.values()];
    this.#readers.clear();
    await Promise.allSettled(readers.map(async ({ reader }) => (await reader).close()));
  }

  /** A reader whose look-ups tell when the connection turns out to need a person: a flow may look things up there long before it writes. */
  #reporting(name: string, reader: Reader): Reader {
    return {
      ...reader,
      find: async (request) => {
        try {
          return await reader.find(request);
        } catch (error) {
          if (error instanceof ConnectorError && error.kind === "broken")
            await this.reportBroken(name, error);
          throw error;
        }
      },
    };
  }

  async #open<Client>(
    name: string,
    open: (connector: Engine["systems"]["clients"][string], connection: OpenConnection) => Promise<Client>,
  ): Promise<Client> {
    const connection = await openConnection(this.#engine, this.workspaceId, name);
    const connector = Object.hasOwn(this.#engine.systems.clients, connection.connector)
      ? this.#engine.systems.clients[connection.connector]
      : undefined;
    if (!connector) {
      throw new ConnectorError(
        "broken",
        "no-connector",
        `The connection "${name}" is for "${connection.connector}", which this version does not know.`,
      );
    }
    return await open(connector, connection);
  }
}
