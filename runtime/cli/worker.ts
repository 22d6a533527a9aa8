import { findMissingMigrations, openDatabase } from "@trasvase/db/client.ts";
import { migrationsFolder } from "@trasvase/db/clone-root.ts";
import { makeFilesFolder } from "../files.ts";
import { openLog } from "../log.ts";
import { openSecretKeys, SecretsError } from "../secrets.ts";
import { filesFolder } from "../services.ts";
import { readSettings, type Settings, SettingsError } from "../settings.ts";
import { onceStopAsked } from "../stop-asked.ts";
import { startWorkers } from "../workers.ts";
import { CommandError } from "./command.ts";

/** Runs engine workers on this machine for the servers of the same database, until a signal ends them in order. */
export async function addWorkers(): Promise<number> {
  const settings = settingsOrRefusal();
  const { databaseUrl, secretKey } = settings;
  if (databaseUrl === undefined || secretKey === undefined) {
    throw new CommandError(
      "Workers of their own need the database and the key of the server: set DATABASE_URL to its PostgreSQL and SECRET_KEY to the same key. Without DATABASE_URL the server keeps its database, and its workers, to itself.",
    );
  }
  if (settings.workers === 0) throw new CommandError("WORKERS is 0, so there is nothing to start.");
  await tryDatabase(settings, databaseUrl);
  await makeFilesFolder(filesFolder(settings));
  const stopAsked = onceStopAsked();
  const workers = startWorkers({ settings, databaseUrl, sandboxUrl: undefined }, openLog(settings.logLevel));
  const count = `${settings.workers} ${settings.workers === 1 ? "worker" : "workers"}`;
  process.stderr.write(`Started ${count}. Stop with Ctrl-C.\n`);
  await stopAsked;
  process.stderr.write(
    "Stopping: what is under way is finished first. Press Ctrl-C again to stop at once.\n",
  );
  await workers.stop();
  return 0;
}

function settingsOrRefusal(): Settings {
  try {
    return readSettings(process.env);
  } catch (error) {
    throw error instanceof SettingsError ? new CommandError(error.message) : error;
  }
}

/** Finds out at once what every worker would fail with. */
async function tryDatabase(settings: Settings, databaseUrl: string): Promise<void> {
  const database = openDatabase(databaseUrl, { max: 1, applicationName: "trasvase command" });
  try {
    const missing = await findMissingMigrations(database, migrationsFolder());
    if (missing > 0) {
      throw new CommandError(
        "The database is not up to date with this version of Trasvase. Start the server of this version first: it brings the database up to date.",
      );
    }
    await openSecretKeys(database, { fromEnvironment: settings.secretKey, dataDir: settings.dataDir });
  } catch (error) {
    if (error instanceof CommandError) throw error;
    if (error instanceof SecretsError) throw new CommandError(error.message);
    const reason = error instanceof Error ? error.message || error.name : String(error);
    throw new CommandError(`The database of DATABASE_URL cannot be used: ${reason}`);
  } finally {
    await database.end();
  }
}
