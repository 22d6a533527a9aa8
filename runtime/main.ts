import { dirname, join } from "node:path";
import { databaseFolder } from "@trasvase/db/clone-root.ts";
import { DatabaseError } from "@trasvase/db/database-error.ts";
import { EmbeddedError } from "@trasvase/db/embedded/embedded-error.ts";
import { type Backend, openBackend } from "./backend.ts";
import { DatabaseTrouble } from "./database-trouble.ts";
import { answerStarting, ListenError, listen } from "./listen.ts";
import { openLog } from "./log.ts";
import { printReady } from "./ready-line.ts";
import { SecretsError } from "./secrets.ts";
import { openApp, type Serving, startServing } from "./serving.ts";
import { readSettings, type Settings, SettingsError } from "./settings.ts";
import { onceStopAsked } from "./stop-asked.ts";

function tell(message: string): void {
  process.stderr.write(`${message}\n`);
}

/** Serves until a signal ends it. Exit code 0 after an orderly stop, 2 when it cannot start, with the reason on stderr. */
export async function serve(): Promise<number> {
  try {
    const settings = readSettings(process.env);
    return await serveWith(settings);
  } catch (error) {
    if (!isForPeople(error)) throw error;
    tell(error.message);
    return 2;
  }
}

function isForPeople(error: unknown): error is Error {
  return [SettingsError, ListenError, EmbeddedError, SecretsError, DatabaseError].some(
    (type) => error instanceof type,
  );
}

async function serveWith(settings: Settings): Promise<number> {
  const log = openLog(settings.logLevel);
  const trouble = new DatabaseTrouble(log, settings.databaseUrl === undefined ? settings.dataDir : undefined);
  const stopAsked = onceStopAsked();
  const stopping = new AbortController();
  void stopAsked.then(() => stopping.abort());
  const listening = await listen(settings.host, settings.port);
  let backend: Backend | undefined;
  let serving: Serving | undefined;
  try {
    listening.use((request) => answerStarting(request, trouble.current()));
    const { signal } = stopping;
    backend = await openBackend(settings, log, { tell, servesAt: listening.url, trouble, signal });
    serving = await startServing(backend, listening.url, tell);
    const app = openApp(serving, join(dirname(databaseFolder()), "dist", "editor"));
    listening.use((request, bindings) => app.fetch(request, bindings));
    process.stdout.write(printReady(settings.baseUrl ?? listening.url, await serving.makeSignInLink()));
    await stopAsked;
    tell("Stopping: what is under way is finished first. Press Ctrl-C again to stop at once.");
    return 0;
  } catch (error) {
    // Asked to stop while it waited for its database.
    if (stopping.signal.aborted && serving === undefined) return 0;
    throw error;
  } finally {
    await listening.close();
    await serving?.stop();
    await backend?.stop();
  }
}
