import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Account } from "../embedded/account.ts";

/** An `embedded-host.ts` process. */
export interface EmbeddedHost {
  readonly pid: number;
  readonly url: string;
  /** What it said of its progress so far. */
  readonly progress: readonly string[];
  /** Ends it in order. */
  stop(): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
}

/** Starts a host; resolves when it serves, and rejects with the sentence it was refused with. */
export async function runEmbeddedHost(
  dataDir: string,
  o: { readonly account?: Account; readonly servesAt?: string } = {},
): Promise<EmbeddedHost> {
  const script = fileURLToPath(new URL("./embedded-host.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, dataDir, o.servesAt ?? ""], {
    stdio: ["ignore", "pipe", "inherit"],
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    env: { PATH: process.env.PATH, NO_COLOR: "1" },
    ...o.account,
  });
  const exited = once(child, "exit");
  const progress: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (text) => {
      const [kind, ...words] = text.split(" ");
      if (kind === "progress") progress.push(words.join(" "));
      if (kind === "url") resolve(words.join(" "));
      if (kind === "error") reject(new Error(words.join(" ")));
    });
    void exited.then(([code]) => reject(new Error(`The host ended with ${code} before it said anything.`)));
  });
  const end = async (signal: NodeJS.Signals, process: ChildProcess = child) => {
    process.kill(signal);
    await exited;
  };
  return { pid: child.pid ?? 0, url, progress, stop: () => end("SIGTERM"), kill: () => end("SIGKILL") };
}

/** Waits until a condition holds; throws after ten seconds. */
export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const limit = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > limit) throw new Error(`Waited ten seconds in vain until ${what}.`);
    await sleep(10);
  }
}
