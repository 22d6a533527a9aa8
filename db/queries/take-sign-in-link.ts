import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { signInLink } from "../schema/sign-in-link.ts";

/** Uses a sign-in link up; answers whose it was, or undefined when it is unknown, used or expired. Of two uses at once one wins. */
export async function takeSignInLink(
  database: Queryable,
  tokenHash: Uint8Array,
): Promise<string | undefined> {
  const [row] = await database
    .update(signInLink)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(signInLink.tokenHash, tokenHash),
        isNull(signInLink.usedAt),
        gt(signInLink.expiresAt, sql`now()`),
      ),
    )
    .returning({ userId: signInLink.userId });
  return row?.userId;
}
