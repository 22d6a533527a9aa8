import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Log } from "./log.ts";

/** Processes that do the work. Whatever happens to one, another takes its place; who started them goes on. */
export interface Workers {
  /** How many are alive. */
  live(): number;
  /** Lets each finish what is in its hands; ends those that take too long. */
  stop(): Promise<void>;
  /** Stops them and starts others, with the sources as they are now. */
  restart(): Promise<void>;
}

/** What a worker says every second over its channel, so that one that hangs is noticed by its silence. */
export const aliveMessage = "alive";

/** How workers are looked after. */
export interface Supervision {
  readonly count: number;
  readonly log: Log;
  /** Starts one. It has a channel and says {@link aliveMessage} on it. */
  fork(): ChildProcess;
  /** A worker that says nothing for so long hangs, and is killed. */
  readonly hangMs: number;
  /** A worker that was asked to stop is killed after so long. */
  readonly patienceMs: number;
}

const firstPauseMs = 200;
const longestPauseMs = 10_000;
/** A worker that lived this long starts the next pause from the beginning. */
const healthyAfterMs = 30_000;

/** Starts workers and keeps as many of them alive. */
export function supervise(how: Supervision): Workers {
  const open = () => {
    const made = Array.from({ length: how.count }, () => new Slot(how));
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
  readonly #how: Supervision;
  #process: ChildProcess | undefined;
  #pauseMs = firstPauseMs;
  #timer: NodeJS.Timeout | undefined;
  #isStopping = false;

  constructor(how: Supervision) {
    this.#how = how;
  }

  isLive(): boolean {
    return (
      this.#process !== undefined && this.#process.exitCode === null && this.#process.signalCode === null
    );
  }

  start(): void {
    const { fork, hangMs, log } = this.#how;
    const started = Date.now();
    const child = fork();
    this.#process = child;
    const forget = watchSilence(child, hangMs, () => {
      log.error({ pid: child.pid, hangMs }, "A worker hangs and is killed; its work comes back.");
      child.kill("SIGKILL");
    });
    child.on("error", (error) => log.error({ error: error.message }, "A worker could not be started."));
    child.once("exit", (code, signal) => {
      forget();
      if (this.#isStopping) return;
      if (Date.now() - started > healthyAfterMs) this.#pauseMs = firstPauseMs;
      log.warn({ pid: child.pid, code, signal }, "A worker ended; another takes its place.");
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
    const force = setTimeout(() => child.kill("SIGKILL"), this.#how.patienceMs);
    await ended;
    clearTimeout(force);
  }
}

/**
 * Calls `onHang` once when a worker has said nothing for too long. Counted in looks of this process: after the machine slept, or while
 * this process itself was held up, the worker gets its time anew.
 */
function watchSilence(child: ChildProcess, hangMs: number, onHang: () => void): () => void {
  const lookMs = Math.max(10, Math.min(1000, hangMs / 10));
  let silentLooks = 0;
  child.on("message", (message) => {
    if (message === aliveMessage) silentLooks = 0;
  });
  const timer = setInterval(() => {
    silentLooks++;
    if (silentLooks * lookMs < hangMs) return;
    clearInterval(timer);
    onHang();
  }, lookMs);
  return () => clearInterval(timer);
}
