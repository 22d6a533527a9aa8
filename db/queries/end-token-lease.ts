import { sql } from "drizzle-orm";
import type { Database } from "../client.ts";

/** The end of a refresh. */
export interface LeaseEnd {
  readonly workspaceId: string;
  readonly connection: string;
  readonly epoch: number;
  /** What was obtained, sealed; left out when nothing was. */
  readonly tokens?: Uint8Array;
  readonly secretKeyId?: string;
}

/** Gives the lease free and keeps the tokens, both or neither. False: the lease had run out and somebody else has it; nothing was kept. */
export async function endTokenLease(database: Database, end: LeaseEnd): Promise<boolean> {
  const { workspaceId, connection, epoch, tokens, secretKeyId } = end;
  return await database.transaction(async (transaction) => {
    const rows = await transaction.execute(sql`
      update connection_lease set lease_until = null, owner = null
      where workspace_id = ${workspaceId} and connection = ${connection} and purpose = 'token' and epoch = ${epoch}
      returning 1`);
    if (rows.length === 0) return false;
    if (tokens) {
      await transaction.execute(sql`
        update connection set tokens = ${tokens}, secret_key_id = ${secretKeyId ?? null}
        where workspace_id = ${workspaceId} and name = ${connection}`);
    }
    return true;
  });
}
