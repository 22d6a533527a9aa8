import { openDatabase } from "@trasvase/db/client.ts";
import { limitsOf, makeEngine } from "./engine/engine.ts";
import { work } from "./engine/work.ts";
import { openLog } from "./log.ts";
import { keepTime } from "./schedule/keep-time.ts";
import { openSecretKeys } from "./secrets.ts";
import { makeServices } from "./services.ts";
import { systems } from "./systems.ts";
import { readWorkerEnvironment } from "./worker-environment.ts";

/*
 * One engine worker: a process of its own, so that whatever an expression or a record does here, the server goes on answering.
 * The server starts it and is its only parent: when that is gone, the worker ends too.
 */
const { settings, databaseUrl, sandboxUrl } = readWorkerEnvironment(process.env);
const log = openLog(settings.logLevel);
const database = openDatabase(databaseUrl, { max: 12, applicationName: "trasvase worker" });
const keys = await openSecretKeys(database, {
  fromEnvironment: settings.secretKey,
  dataDir: settings.dataDir,
});
const engine = makeEngine({
  database,
  keys,
  log,
  systems,
  servicesFor: makeServices({ database, keys, log, settings, sandboxUrl }),
  limits: limitsOf(settings),
});

const drain = new AbortController();
const abort = new AbortController();
/** How long a worker may finish what is in its hands; afterwards it is put back. */
const drainMs = 8_000;

function stop(): void {
  if (drain.signal.aborted) return;
  drain.abort();
  setTimeout(() => abort.abort(), drainMs).unref();
}

process.on("SIGTERM", stop);
process.on("SIGINT", stop);
process.on("disconnect", stop);

await Promise.all([
  work(engine, { drain: drain.signal, abort: abort.signal }),
  keepTime(engine, drain.signal),
]);
await database.end();
// The server may have gone first, and the channel with it.
if (process.connected) process.disconnect?.();
