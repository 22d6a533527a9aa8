import { type ChildProcess, fork } from "node:child_process";
import { createRequire } from "node:module";
import { extname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Log } from "./log.ts";
import { supervise, type Workers } from "./supervise.ts";
import { printWorkerEnvironment, type WorkerSettings } from "./worker-environment.ts";

/** Shorter silence may be a busy machine. */
const leastHangMs = 10_000;
/** How long a worker may take to finish what is in its hands. */
const patienceMs = 30_000;

/** Starts the engine's worker processes. */
export function startWorkers(worker: WorkerSettings, log: Log): Workers {
  const { leaseSeconds, workers } = worker.settings;
  return supervise({
    count: workers,
    log,
    fork: () => forkWorker(worker),
    // A worker that is silent for as long as its lease has lost its work already.
    hangMs: Math.max(leastHangMs, leaseSeconds * 1000),
    patienceMs,
  });
}

/** A worker from the bundle, or from its source in development; both lie beside this file under the same name. */
function forkWorker(worker: WorkerSettings): ChildProcess {
  const ending = extname(new URL(import.meta.url).pathname);
  const file = fileURLToPath(new URL(`./worker${ending}`, import.meta.url));
  return fork(file, [], {
    env: printWorkerEnvironment(worker),
    execArgv: ending === ".ts" ? ["--import", tsxUrl()] : ["--enable-source-maps"],
    serialization: "advanced",
    // Ctrl-C reaches the whole group: only the server answers it, and tells its workers in order.
    detached: true,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

function tsxUrl(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
}
