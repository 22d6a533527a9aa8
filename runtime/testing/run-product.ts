import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseReady } from "../ready-line.ts";

const program = fileURLToPath(new URL("../../trasvase.mjs", import.meta.url));
const folders: string[] = [];
const running = new Set<Start>();

/** A start of the product, as a person does it. */
export interface Start {
  readonly process: ChildProcess;
  readonly exited: Promise<number | null>;
  text(): { readonly stdout: string; readonly stderr: string };
  ready(): Promise<{ readonly url: URL; readonly signIn: URL }>;
}

/** A data folder of its own, removed by {@link endAll}. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "trasvase-start-"));
  // Started as root, the database runs under another account, which must be able to walk through.
  await chmod(folder, 0o711);
  folders.push(folder);
  return join(folder, "data");
}

/** Starts the product: `serve` on a free port with one worker, or the command given. */
export function start(environment: Record<string, string>, ...command: readonly string[]): Start {
  const child = spawn(process.execPath, [program, ...(command.length > 0 ? command : ["serve"])], {
    env: {
      PATH: process.env.PATH ?? "",
      HOME: process.env.HOME ?? "",
      WORKERS: "1",
      PORT: "0",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const exited = once(child, "exit").then(([code]) => code as number | null);
  const one: Start = {
    process: child,
    exited,
    text: () => ({ stdout, stderr }),
    async ready() {
      for (;;) {
        const ready = parseReady(stdout);
        if (ready) return ready;
        if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}: ${stderr}`);
        await sleep(20);
      }
    },
  };
  running.add(one);
  void exited.then(() => running.delete(one));
  return one;
}

/** Ends a start; answers its exit code. */
export async function stop(one: Start, signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
  one.process.kill(signal);
  return await one.exited;
}

async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // A process that has ended but was not yet collected by its parent is no longer alive either.
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return !/^\d+ \(.*\) Z/.test(stat);
}

/** Every process below one, by what Linux tells of each. */
export async function descendants(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "");
  const children = text.split(" ").filter(Boolean).map(Number);
  return [...children, ...(await Promise.all(children.map(descendants))).flat()];
}

/** Whether all of them are gone within a time. */
export async function allGone(pids: readonly number[], withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs;
  for (;;) {
    const alive = await Promise.all(pids.map(isAlive));
    if (!alive.includes(true)) return true;
    if (Date.now() > until) return false;
    await sleep(50);
  }
}

/** Signs in with a one-time link; answers the cookie. */
export async function signIn(link: URL): Promise<string> {
  const response = await fetch(link, { redirect: "manual" });
  return response.headers.get("set-cookie")?.split(";")[0] ?? "";
}

/** Ends whatever is still running and removes its folders. Call after each test. */
export async function endAll(): Promise<void> {
  for (const one of running) one.process.kill("SIGKILL");
  await Promise.all([...running].map((one) => one.exited));
  for (const folder of folders.splice(0))
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
