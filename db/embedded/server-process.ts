import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Account } from "./account.ts";
import { EmbeddedError } from "./embedded-error.ts";
import { commandLine, isAlive, isKnown } from "./process-life.ts";

/** What is needed to start the server on a cluster. */
export interface ServerOptions {
  readonly postgres: string;
  readonly cluster: string;
  readonly port: number;
  readonly logFile: string;
  readonly account: Account | undefined;
}

/** A started server. */
export interface ServerProcess {
  readonly pid: number;
  /** Settled when the server has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Ends it: running transactions are rolled back, everything committed is on disk. */
  stop(): Promise<void>;
}

/** Recovery after a crash may have a lot of write-ahead log to read. */
const startLimitMs = 120_000;
const stopLimitMs = 30_000;

/**
 * Waits for the end of its standard input, which comes when Node closes it or ends in any way, `kill -9` included, and then stops
 * the server in order; ends with the server too. Background jobs of sh lose their standard input, hence descriptor 3.
 */
const guardScript =
  'exec 3<&0; "$0" "$@" </dev/null 3<&- & p=$!; (while read -r _ <&3; do :; done; kill -INT $p) & w=$!; wait $p; c=$?; kill $w 2>/dev/null; exit $c';

/** Every commit is on disk before it is answered. What a person typed or a record held stays out of the server's log. */
const settings = [
  "fsync=on",
  "synchronous_commit=on",
  "full_page_writes=on",
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "timezone=UTC",
  "log_timezone=UTC",
  "log_error_verbosity=terse",
  "log_min_error_statement=panic",
  // Compiling queries pays for none of ours, and its first use costs more than they take.
  "jit=off",
  "log_checkpoints=off",
];

/** Starts the server and resolves when it accepts connections on the port. Throws a sentence with the end of its log otherwise. */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const before = await readPidFile(options.cluster);
  const guard = spawnGuarded(options);
  const ended = new Promise<void>((resolve) => {
    guard.once("exit", () => resolve());
    guard.once("error", () => resolve());
  });
  const failed: { error?: Error } = {};
  guard.once("error", (error) => {
    failed.error = error;
  });
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  const limit = Date.now() + startLimitMs;
  for (;;) {
    const running = await readPidFile(options.cluster);
    // A killed server leaves its file, ready and with its port, as it was.
    const isOwn = running?.start !== before?.start && running?.port === options.port;
    if (running?.isReady && isOwn) {
      return { pid: running.pid, ended, stop: () => stopGuarded(guard, ended, running.pid) };
    }
    if (isOver) throw new EmbeddedError(await failure(options, failed.error));
    if (Date.now() > limit) {
      await stopGuarded(guard, ended, running?.pid);
      throw new EmbeddedError(
        `The database in ${options.cluster} did not become ready within ${startLimitMs / 1000} seconds. Its log ${options.logFile} says what it was doing; start again when it had more time or the disk is less busy.`,
      );
    }
    await sleep(10);
  }
}

function spawnGuarded(options: ServerOptions): ChildProcess {
  const server = [options.postgres, "-D", options.cluster, "-p", String(options.port)];
  for (const setting of settings) server.push("-c", setting);
  const [program = "", ...rest] =
    process.platform === "win32" ? server : ["/bin/sh", "-c", guardScript, ...server];
  const log = openSync(options.logFile, "a", 0o600);
  try {
    const guard = spawn(program, rest, {
      cwd: options.cluster,
      env: { PATH: process.env.PATH ?? "/usr/bin:/bin", LC_ALL: "C.UTF-8" },
      stdio: ["pipe", log, log],
      // A group of its own: Ctrl-C goes to us, and we stop the server last.
      detached: true,
      ...options.account,
    });
    guard.unref();
    // Writing never happens; the pipe only has to end with us, and must not keep us alive.
    guard.stdin?.on("error", () => {});
    if (guard.stdin && "unref" in guard.stdin && typeof guard.stdin.unref === "function") guard.stdin.unref();
    return guard;
  } finally {
    closeSync(log);
  }
}

async function stopGuarded(
  guard: ChildProcess,
  ended: Promise<void>,
  pid: number | undefined,
): Promise<void> {
  guard.stdin?.end();
  if (process.platform === "win32") guard.kill("SIGINT");
  if (await isSettled(ended, stopLimitMs)) return;
  // Stuck in a shutdown: give up the order, keep what is committed; the next start recovers.
  if (pid !== undefined) signalIfAlive(pid, "SIGQUIT");
  if (await isSettled(ended, 5_000)) return;
  throw new EmbeddedError(
    `The database server (process ${pid ?? "unknown"}) did not stop. End that process before the next start.`,
  );
}

async function isSettled(promise: Promise<void>, withinMs: number): Promise<boolean> {
  const timer = new AbortController();
  const late = sleep(withinMs, false, { signal: timer.signal }).catch(() => false);
  const settled = await Promise.race([promise.then(() => true), late]);
  timer.abort();
  return settled;
}

/** What `postmaster.pid` says of the server that wrote it. */
interface RunningServer {
  readonly pid: number;
  readonly port: number | undefined;
  readonly isReady: boolean;
  /** Differs between any two starts. */
  readonly start: string;
}

async function readPidFile(cluster: string): Promise<RunningServer | undefined> {
  const text = await readFile(join(cluster, "postmaster.pid"), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = text.split("\n").map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return {
    pid,
    port: lines[3] ? Number(lines[3]) : undefined,
    isReady: lines[7] === "ready",
    start: `${pid} ${lines[2]}`,
  };
}

/** An id no process has: systems count far lower. */
const noProcess = 2_147_483_646;

/**
 * Clears the way for a start, with the folder locked. A server left by a dead owner is stopped in order. A pid file naming a
 * process that is dead but not collected, or something else (ids are used again), is given an id nobody has: PostgreSQL would refuse to start, and removing
 * the file would also remove what it uses to notice remains of its own.
 */
export async function endLeftServer(cluster: string): Promise<"nothing" | "stopped" | "corrected"> {
  const left = await readPidFile(cluster);
  if (!left || !isKnown(left.pid)) return "nothing";
  if (!isAlive(left.pid) || !(await isServerOf(left.pid, cluster))) {
    const file = join(cluster, "postmaster.pid");
    const lines = (await readFile(file, "utf8")).split("\n");
    await writeFile(file, [noProcess, ...lines.slice(1)].join("\n"));
    return "corrected";
  }
  const steps = [
    { signal: "SIGINT", limitMs: stopLimitMs },
    { signal: "SIGQUIT", limitMs: 5_000 },
  ] as const;
  for (const { signal, limitMs } of steps) {
    // Its guard may be stopping it at this moment: a second request does no harm.
    signalIfAlive(left.pid, signal);
    const limit = Date.now() + limitMs;
    while (isAlive(left.pid) && Date.now() < limit) await sleep(10);
    if (!isAlive(left.pid)) return "stopped";
  }
  throw new EmbeddedError(
    `A database server of an earlier start (process ${left.pid}) still runs on ${cluster} and does not stop. End that process, then start again.`,
  );
}

function signalIfAlive(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (isAlive(pid)) throw error;
  }
}

/** By its working folder where that may be read (a folder has several names), else by its command line. */
async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  const line = await commandLine(pid);
  if (line?.includes("postgres") !== true) return false;
  if (`${line} `.includes(` ${cluster} `)) return true;
  const itsFolder = await stat(`/proc/${pid}/cwd`).catch(() => undefined);
  const folder = await stat(cluster);
  return itsFolder !== undefined && itsFolder.ino === folder.ino && itsFolder.dev === folder.dev;
}

async function failure(options: ServerOptions, cause: Error | undefined): Promise<string> {
  const log = await readFile(options.logFile, "utf8").catch(() => "");
  const said = cause?.message ?? log.trimEnd().split("\n").slice(-4).join(" / ");
  return `The database in ${options.cluster} did not start. PostgreSQL says: ${said || "nothing"}. The whole log is in ${options.logFile}.`;
}
