import type { Queryable } from "../client.ts";
import { secretKey } from "../schema/secret-key.ts";

/** The SECRET_KEYs this database has been used with, by id, each with the text it sealed. */
export async function findSecretKeys(database: Queryable): Promise<ReadonlyMap<string, Uint8Array>> {
  const rows = await database.select({ id: secretKey.id, canary: secretKey.canary }).from(secretKey);
  return new Map(rows.map((row) => [row.id, row.canary]));
}
