import { type ChildProcess, fork } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { type Supervision, supervise, type Workers } from "./supervise.ts";

const program = fileURLToPath(new URL("./testing/odd-worker.mjs", import.meta.url));
let workers: Workers | undefined;
let forked: ChildProcess[] = [];
afterEach(async () => {
  await workers?.stop();
  for (const child of forked) child.kill("SIGKILL");
  forked = [];
});

/** Looks after workers that behave as named, each start in turn, the last for good. */
function watch(manners: readonly string[], how: Partial<Supervision> = {}): { readonly logged: string[] } {
  const logged: string[] = [];
  const note = (_details: object, message: string) => void logged.push(message);
  workers = supervise({
    count: 1,
    log: { debug: note, info: note, warn: note, error: note },
    fork: () => {
      const child = fork(program, [manners[forked.length] ?? manners.at(-1) ?? ""]);
      forked.push(child);
      return child;
    },
    hangMs: 600,
    patienceMs: 300,
    ...how,
  });
  return { logged };
}

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error("Waited ten seconds in vain.");
    await sleep(10);
  }
}

describe("a worker", () => {
  it.each([
    ["hangs in a loop without end", "hangs"],
    ["is stopped in its tracks", "sleeps"],
  ])("that %s is killed, and another takes its place", async (_, manner) => {
    const { logged } = watch([manner, "works"]);
    await until(() => forked.length === 2);
    expect(forked[0]?.signalCode).toBe("SIGKILL");
    expect(logged.join()).toContain("hangs");
    expect(workers?.live()).toBe(1);
  });

  it("that works is left alone", async () => {
    watch(["works"]);
    await sleep(1_500);
    expect(forked).toHaveLength(1);
  });

  it("that ends gets a successor", async () => {
    watch(["ends", "works"]);
    await until(() => forked.length === 2);
    expect(forked[0]?.exitCode).toBe(3);
  });

  it("that is asked to stop finishes by itself, or is killed when its time is over", async () => {
    watch(["works", "stubborn"], { count: 2 });
    await sleep(300);
    await workers?.stop();
    expect(forked.map((child) => child.signalCode ?? child.exitCode)).toEqual([0, "SIGKILL"]);
    expect(workers?.live()).toBe(0);
  });
});
