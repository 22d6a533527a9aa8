import { eq, or, sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { session } from "../schema/session.ts";

/** Ends a session; sessions that have expired go with it. */
export async function deleteSession(database: Queryable, tokenHash: Uint8Array): Promise<void> {
  await database
    .delete(session)
    .where(
      or(
        eq(session.tokenHash, tokenHash),
        sql`least(${session.idleExpiresAt}, ${session.absoluteExpiresAt}) < now()`,
      ),
    );
}
