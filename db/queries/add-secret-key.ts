import { sql } from "drizzle-orm";
import type { Database } from "../client.ts";
import { secretKey } from "../schema/secret-key.ts";

/**
 * Notes that the database is used with this key from now on, and answers true. Answers false, and changes nothing, when the
 * keys noted meanwhile are not the `expected` ones: another process was first.
 */
export async function addSecretKey(
  database: Database,
  key: { readonly id: string; readonly canary: Uint8Array },
  expected: readonly string[],
): Promise<boolean> {
  return await database.transaction(async (transaction) => {
    await transaction.execute(sql`lock table secret_key in exclusive mode`);
    const noted = await transaction.select({ id: secretKey.id }).from(secretKey);
    if (noted.length !== expected.length || noted.some((row) => !expected.includes(row.id))) return false;
    await transaction.insert(secretKey).values(key);
    return true;
  });
}
