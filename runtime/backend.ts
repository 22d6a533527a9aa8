import { mkdir } from "node:fs/promises";
import { type Database, migrateDatabase, openDatabase } from "@trasvase/db/client.ts";
import { migrationsFolder } from "@trasvase/db/clone-root.ts";
import { startEmbedded } from "@trasvase/db/embedded.ts";
import { ensureOwner, type Owner } from "@trasvase/db/queries/ensure-owner.ts";
import { DatabaseTrouble } from "./database-trouble.ts";
import { makeFilesFolder } from "./files.ts";
import type { Log } from "./log.ts";
import { openSecretKeys, type SecretKeys } from "./secrets.ts";
import { filesFolder } from "./services.ts";
import type { Settings } from "./settings.ts";
import { whenDatabaseAnswers } from "./watch-database.ts";

/** What a server stands on: a database that is up to date, the keys to it, and an owner. Outlives every reload of the app. */
export interface Backend {
  readonly settings: Settings;
  readonly log: Log;
  readonly trouble: DatabaseTrouble;
  readonly database: Database;
  /** Holds a password. */
  readonly databaseUrl: string;
  /** Names the data folder of the embedded database; null when it is another one. */
  readonly folderIdentity: string | null;
  readonly keys: SecretKeys;
  readonly owner: Owner;
  /** Closes the database, and ends it when it is the embedded one. */
  stop(): Promise<void>;
}

const mostConnections = 10;

/** Opens everything in order, saying what it does. What fails throws an error whose message is for the person who starts the server. */
export async function openBackend(
  settings: Settings,
  log: Log,
  options: {
    readonly tell: (message: string) => void;
    readonly servesAt: URL;
    /** Ends waiting for a database that does not answer. */
    readonly signal?: AbortSignal;
    readonly trouble?: DatabaseTrouble;
  },
): Promise<Backend> {
  const { tell, servesAt, signal, trouble = new DatabaseTrouble(log) } = options;
  const embedded =
    settings.databaseUrl === undefined
      ? await startEmbedded({ dataDir: settings.dataDir, onProgress: tell, servesAt: servesAt.href })
      : undefined;
  const databaseUrl = embedded?.url ?? settings.databaseUrl ?? "";
  tell(embedded ? "The database is running." : "Using the database of DATABASE_URL.");
  let database: Database | undefined;
  try {
    await whenDatabaseAnswers(trouble, () => migrateDatabase(databaseUrl, migrationsFolder()), signal);
    database = openDatabase(databaseUrl, { max: mostConnections, applicationName: "trasvase server" });
    await mkdir(settings.dataDir, { recursive: true });
    const keys = await openSecretKeys(database, {
      fromEnvironment: settings.secretKey,
      dataDir: settings.dataDir,
    });
    await makeFilesFolder(filesFolder(settings));
    const owner = await ensureOwner(database);
    tell("The database is up to date.");
    const opened = database;
    return {
      settings,
      log,
      trouble,
      database: opened,
      databaseUrl,
      folderIdentity: embedded?.identity ?? null,
      keys,
      owner,
      async stop() {
        await opened.end();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await database?.end();
    await embedded?.stop();
    throw error;
  }
}
