import { type Database, openDatabase } from "@trasvase/db/client.ts";
import { ensureOwner, type Owner } from "@trasvase/db/queries/ensure-owner.ts";
import { DataKeys } from "../data-keys.ts";
import { openSecretKeys } from "../secrets.ts";
import { readNote } from "../server-note.ts";
import { readSettings } from "../settings.ts";
import { CommandError } from "./command.ts";

/** The database of the running server, for one command. */
export interface ServerDatabase {
  readonly database: Database;
  readonly owner: Owner;
  /** Opens and seals what is stored encrypted. */
  readonly dataKeys: DataKeys;
  /** Where people reach the server. */
  readonly url: URL;
}

/** Opens the database of the server that runs on this data folder. Throws {@link CommandError} when none does. */
export async function withServerDatabase<Result>(
  work: (server: ServerDatabase) => Promise<Result>,
): Promise<Result> {
  const settings = readSettings(process.env);
  const note = await readNote(settings);
  if (!note) {
    throw new CommandError(
      `No server runs on the data folder ${settings.dataDir}. Start it with "trasvase serve"; with another DATA_DIR, set it for this command too.`,
    );
  }
  const database = openDatabase(note.databaseUrl, { max: 2, applicationName: "trasvase command" });
  try {
    const owner = await ensureOwner(database);
    const { dataDir, secretKey } = settings;
    const keys = await openSecretKeys(database, { fromEnvironment: secretKey, dataDir });
    const dataKeys = new DataKeys(database, keys);
    return await work({ database, owner, dataKeys, url: settings.baseUrl ?? new URL(note.url) });
  } finally {
    await database.end();
  }
}
