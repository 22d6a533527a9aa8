import { lt, sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { signInLink } from "../schema/sign-in-link.ts";

/** Keeps a link that signs a person in once, and forgets those that have expired. */
export async function insertSignInLink(
  database: Queryable,
  made: { readonly tokenHash: Uint8Array; readonly userId: string; readonly minutes: number },
): Promise<void> {
  await database.delete(signInLink).where(lt(signInLink.expiresAt, sql`now()`));
  await database.insert(signInLink).values({
    tokenHash: made.tokenHash,
    userId: made.userId,
    expiresAt: sql`now() + make_interval(mins => ${made.minutes})`,
  });
}
