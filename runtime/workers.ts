import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { extname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Log } from "./log.ts";
import { printWorkerEnvironment, type WorkerSettings } from "./worker-environment.ts";

/** The engine's worker processes. Whatever happens to one, another takes its place; the server goes on answering. */
export interface Workers {
  /** How many are alive. */
  live(): number;
  /** Lets each finish the chunk in its hands; ends those that take too long. */
  stop(): Promise<void>;
  /** Stops them and starts others, with the sources as they are now. */
  restart(): Promise<void>;
}

const firstPauseMs = 200;
const longestPauseMs = 10_000;
/** A worker that lived this long starts the next pause from the beginning. */
const healthyAfterMs = 30_000;
const patienceMs = 10_000;

/** Starts the workers of this server. */
export function startWorkers(worker: WorkerSettings, log: Log): Workers {
  const open = () => {
    const made = Array.from({ length: worker.settings.workers }, () => new Slot(worker, log));
    for (const slot of made) slot.start();
    return made;
  };
  let slots = open();
  let turn: Promise<void> = Promise.resolve();
  const stop = async () => {
    await Promise.all(slots.map((slot) => slot.stop()));
  };
  return {
    live: () => slots.filter((slot) => slot.isLive()).length,
    stop,
    restart() {
      // One after the other: two at once would each start a full set.
      turn = turn.then(async () => {
        await stop();
        slots = open();
      });
      return turn;
    },
  };
}

class Slot {
  readonly #worker: WorkerSettings;
  readonly #log: Log;
  #process: ChildProcess | undefined;
  #pauseMs = firstPauseMs;
  #timer: NodeJS.Timeout | undefined;
  #isStopping = false;

  constructor(worker: WorkerSettings, log: Log) {
    this.#worker = worker;
    this.#log = log;
  }

  isLive(): boolean {
    return (
      this.#process !== undefined && this.#process.exitCode === null && this.#process.signalCode === null
    );
  }

  start(): void {
    const started = Date.now();
    const child = forkWorker(this.#worker);
    this.#process = child;
    child.on("error", (error) => this.#log.error({ error: error.message }, "A worker could not be started."));
    child.once("exit", (code, signal) => {
      if (this.#isStopping) return;
      if (Date.now() - started > healthyAfterMs) this.#pauseMs = firstPauseMs;
      this.#log.warn({ pid: child.pid, code, signal }, "A worker ended; another takes its place.");
      this.#timer = setTimeout(() => this.start(), this.#pauseMs);
      this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
    });
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    const child = this.#process;
    if (!child || !this.isLive()) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    const force = setTimeout(() => child.kill("SIGKILL"), patienceMs);
    await ended;
    clearTimeout(force);
  }
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
