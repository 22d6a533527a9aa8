import { openDatabase } from "@trasvase/db/client.ts";
import { ensureOwner } from "@trasvase/db/queries/ensure-owner.ts";
import { linkMinutes, makeSignInLink } from "../auth/sign-in-link.ts";
import { readNote } from "../server-note.ts";
import { readSettings } from "../settings.ts";
import { CommandError } from "./command.ts";

/** Prints a new one-time link for the server that runs on this data folder, for another browser or a lost link. */
export async function signIn(): Promise<number> {
  const settings = readSettings(process.env);
  const note = await readNote(settings);
  if (!note) {
    throw new CommandError(
      `No server runs on the data folder ${settings.dataDir}. Start it with "trasvase serve", which prints a link itself; with another DATA_DIR, set it for this command too.`,
    );
  }
  const database = openDatabase(note.databaseUrl, { max: 1, applicationName: "trasvase sign-in" });
  try {
    const { userId } = await ensureOwner(database);
    const link = await makeSignInLink(database, userId, settings.baseUrl ?? new URL(note.url));
    process.stdout.write(`${link.href}\n`);
    process.stderr.write(`Signs in one browser, once, within ${linkMinutes} minutes.\n`);
    return 0;
  } finally {
    await database.end();
  }
}
