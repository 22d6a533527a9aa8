import { openDatabase } from "@trasvase/db/client.ts";
import { DatabaseTrouble } from "./database-trouble.ts";
import { limitsOf, makeEngine } from "./engine/engine.ts";
import { work } from "./engine/work.ts";
import { openLog } from "./log.ts";
import { keepTime } from "./schedule/keep-time.ts";
import { openSecretKeys } from "./secrets.ts";
import { makeServices } from "./services.ts";
import { aliveMessage } from "./supervise.ts";
import { systems } from "./systems.ts";
import { whenDatabaseAnswers } from "./watch-database.ts";
import { readWorkerEnvironment } from "./worker-environment.ts";

/*
 * One engine worker: a process of its own, so that whatever an expression or a record does here, the server goes on answering.
 * `serve` or the command `worker` starts it and is its only parent: when that is gone, the worker ends too.
 */
const aliveMs = 1_000;
// From the very first: whoever started it waits no longer for one that hangs while it starts.
setInterval(() => {
  if (process.connected) process.send?.(aliveMessage);
}, aliveMs).unref();

const drain = new AbortController();
const abort = new AbortController();
/** How long a worker that is asked to stop may finish what is in its hands; afterwards it is put back. */
const drainMs = 25_000;
/** The same when whoever started it is gone, and with it, perhaps, the database. */
const orphanedMs = 8_000;

function stop(withinMs: number): void {
  drain.abort();
  setTimeout(() => abort.abort(), withinMs).unref();
}

process.on("SIGTERM", () => stop(drainMs));
process.on("SIGINT", () => stop(drainMs));
process.on("disconnect", () => stop(orphanedMs));
// Whoever started it may be gone before this process listened for that.
if (process.send !== undefined && !process.connected) process.exit(0);

const { settings, databaseUrl, sandboxUrl } = readWorkerEnvironment(process.env);
const log = openLog(settings.logLevel);
const database = openDatabase(databaseUrl, { max: 12, applicationName: "trasvase worker" });
const trouble = new DatabaseTrouble(log);
const keys = await whenDatabaseAnswers(
  trouble,
  () => openSecretKeys(database, { fromEnvironment: settings.secretKey, dataDir: settings.dataDir }),
  drain.signal,
).catch((error: unknown) => {
  // Asked to stop before the database ever answered: there is nothing to finish.
  if (drain.signal.aborted) process.exit(0);
  throw error;
});
const engine = makeEngine({
  database,
  keys,
  log,
  trouble,
  systems,
  servicesFor: makeServices({ database, keys, log, settings, sandboxUrl }),
  limits: limitsOf(settings),
});

await Promise.all([
  work(engine, { drain: drain.signal, abort: abort.signal }),
  keepTime(engine, drain.signal),
]);
await database.end();
// The server may have gone first, and the channel with it.
if (process.connected) process.disconnect?.();
