import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";

/** Notes that the database was in use now. Fails when nothing can be written. */
export async function noteSeen(database: Queryable): Promise<void> {
  await database.execute(sql`update installation set seen_at = clock_timestamp()`);
}
