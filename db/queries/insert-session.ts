import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { session } from "../schema/session.ts";

/** A browser to be signed in. */
export interface NewSession {
  readonly tokenHash: Uint8Array;
  readonly userId: string;
  readonly userAgent: string | null;
  readonly idleMinutes: number;
  readonly absoluteMinutes: number;
}

/** Signs a browser in. Both expiries count on the database's clock. */
export async function insertSession(database: Queryable, made: NewSession): Promise<void> {
  await database.insert(session).values({
    tokenHash: made.tokenHash,
    userId: made.userId,
    userAgent: made.userAgent,
    idleExpiresAt: sql`now() + make_interval(mins => ${made.idleMinutes})`,
    absoluteExpiresAt: sql`now() + make_interval(mins => ${made.absoluteMinutes})`,
  });
}
