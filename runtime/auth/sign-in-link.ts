import type { Database } from "@trasvase/db/client.ts";
import { insertSignInLink } from "@trasvase/db/queries/insert-sign-in-link.ts";
import { hashToken, makeToken } from "./token.ts";

/** How long a printed sign-in link can be used. */
export const linkMinutes = 60;

/** Makes a link that signs a person in once. */
export async function makeSignInLink(database: Database, userId: string, baseUrl: URL): Promise<URL> {
  const token = makeToken();
  await insertSignInLink(database, { tokenHash: hashToken(token), userId, minutes: linkMinutes });
  return new URL(`/sign-in?token=${token}`, baseUrl);
}
