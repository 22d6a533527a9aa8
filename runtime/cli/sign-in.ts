import { linkMinutes, makeSignInLink } from "../auth/sign-in-link.ts";
import { withServerDatabase } from "./server-database.ts";

/** Prints a new one-time link for the server that runs on this data folder, for another browser or a lost link. */
export async function signIn(): Promise<number> {
  const link = await withServerDatabase(({ database, owner, url }) =>
    makeSignInLink(database, owner.userId, url),
  );
  process.stdout.write(`${link.href}\n`);
  process.stderr.write(`Signs in one browser, once, within ${linkMinutes} minutes.\n`);
  return 0;
}
