import type { Queryable } from "../client.ts";
import { connection } from "../schema/connection.ts";

/** A connection to be made. */
export interface NewConnection {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly title: string;
  readonly connector: string;
  readonly settings: unknown;
  /** Sealed; null for a connector without secrets. */
  readonly secrets: Uint8Array | null;
  readonly secretKeyId: string | null;
}

/** Makes a connection. False: there is one of that name already, and it stays as it is. */
export async function insertConnection(database: Queryable, made: NewConnection): Promise<boolean> {
  const rows = await database
    .insert(connection)
    .values(made)
    .onConflictDoNothing({ target: [connection.workspaceId, connection.name] })
    .returning({ id: connection.id });
  return rows.length > 0;
}
