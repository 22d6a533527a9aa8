import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { flowRowSchema } from "@trasvase/shared/contract/flow.ts";
import { healthSchema } from "@trasvase/shared/contract/health.ts";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import {
  allGone,
  descendants,
  endAll,
  newFolder,
  type Start,
  signIn,
  start,
  stop,
} from "./testing/run-product.ts";

beforeAll(async () => {
  // The first call builds what is not current.
  expect(await start({}, "help").exited).toBe(0);
}, 120_000);

afterEach(endAll, 60_000);

describe("a first start", () => {
  it("tells what it does, serves, and signs in with its link", async () => {
    const one = start({ DATA_DIR: await newFolder() });
    const { url, signIn: link } = await one.ready();
    expect(one.text().stderr).toMatch(/database[\s\S]*demo[\s\S]*worker/i);
    const health = await fetch(new URL("/health", url));
    expect(health.status).toBe(200);
    expect(healthSchema.parse(await health.json())).toMatchObject({ ok: true, workers: 1 });
    expect((await fetch(new URL("/api/flows", url))).status).toBe(401);
    expect(await (await fetch(url)).text()).toContain("<!doctype html>");
    const cookie = await signIn(link);
    const answer = await fetch(new URL("/api/flows", url), { headers: { cookie } });
    const { rows } = z.object({ rows: z.array(flowRowSchema) }).parse(await answer.json());
    expect(rows).toHaveLength(2);
    expect(rows.map((row) => row.status)).toEqual(["draft", "draft"]);
    expect((await fetch(link, { redirect: "manual" })).status).toBe(401);
    expect(await stop(one)).toBe(0);
  }, 60_000);

  it("makes the demo once: what was deleted stays deleted, and a new port is no trouble", async () => {
    const DATA_DIR = await newFolder();
    const first = start({ DATA_DIR });
    const { url, signIn: link } = await first.ready();
    const headers = { cookie: await signIn(link), origin: url.origin };
    const list = async (at: URL, cookie: string) =>
      z
        .object({ rows: z.array(flowRowSchema) })
        .parse(await (await fetch(new URL("/api/flows", at), { headers: { cookie } })).json()).rows;
    const [flow] = await list(url, headers.cookie);
    await fetch(new URL(`/api/flows/${flow?.id}`, url), { method: "DELETE", headers });
    await stop(first);

    const second = start({ DATA_DIR });
    const again = await second.ready();
    expect(again.url.href).not.toBe(url.href);
    const cookie = await signIn(again.signIn);
    expect(await list(again.url, cookie)).toHaveLength(1);
    const check = await fetch(new URL("/api/connections/exact/check", again.url), {
      method: "POST",
      headers: { cookie, origin: again.url.origin },
    });
    expect(await check.json()).toMatchObject({ ok: true });
    await stop(second);
  }, 60_000);
});

describe("a start that cannot be", () => {
  it("names a taken port, who has it and the setting", async () => {
    const first = start({ DATA_DIR: await newFolder() });
    const { url } = await first.ready();
    const second = start({ DATA_DIR: await newFolder(), PORT: url.port });
    expect(await second.exited).toBe(2);
    const { stderr, stdout } = second.text();
    expect(stderr).toContain(`Port ${url.port}`);
    expect(stderr).toContain("Another Trasvase");
    expect(stderr).toContain("PORT=");
    expect(stdout).toBe("");
    await stop(first);
  }, 60_000);

  it("refuses a data folder that is in use, naming who uses it", async () => {
    const DATA_DIR = await newFolder();
    const first = start({ DATA_DIR });
    const { url } = await first.ready();
    const second = start({ DATA_DIR });
    expect(await second.exited).toBe(2);
    expect(second.text().stderr).toContain(url.origin);
    expect((await fetch(new URL("/health", url))).status).toBe(200);
    await stop(first);
  }, 60_000);

  it("names every wrong setting before anything is made", async () => {
    const one = start({ PORT: "http", WORKERS: "many" });
    expect(await one.exited).toBe(2);
    expect(one.text().stderr).toMatch(/PORT[\s\S]*WORKERS/);
  }, 30_000);

  it("refuses another key than the one its database was used with", async () => {
    const DATA_DIR = await newFolder();
    const first = start({ DATA_DIR });
    await first.ready();
    await stop(first);
    const second = start({ DATA_DIR, SECRET_KEY: Buffer.alloc(32, 7).toString("base64") });
    expect(await second.exited).toBe(2);
    expect(second.text().stderr).toContain("Nothing was changed");
  }, 60_000);
});

describe("the end", () => {
  it.each(["SIGTERM", "SIGINT"] as const)(
    "by %s leaves no process behind",
    async (signal) => {
      const one = start({ DATA_DIR: await newFolder() });
      await one.ready();
      const below = await descendants(one.process.pid ?? 0);
      expect(below.length).toBeGreaterThan(2);
      expect(await stop(one, signal)).toBe(0);
      expect(await allGone(below, 2_000)).toBe(true);
    },
    60_000,
  );

  it("by kill -9 takes workers and database with it, and the next start works", async () => {
    const DATA_DIR = await newFolder();
    const first = start({ DATA_DIR });
    await first.ready();
    const below = await descendants(first.process.pid ?? 0);
    await stop(first, "SIGKILL");
    expect(await allGone(below, 15_000)).toBe(true);
    const second = start({ DATA_DIR });
    await second.ready();
    expect(await stop(second)).toBe(0);
  }, 90_000);

  it("of a worker is not the end of the server: another takes its place", async () => {
    const one = start({ DATA_DIR: await newFolder() });
    const { url } = await one.ready();
    const worker = await findWorker(one);
    process.kill(worker, "SIGKILL");
    expect((await fetch(new URL("/health", url))).ok).toBeDefined();
    const until = Date.now() + 10_000;
    let next = worker;
    while ((next === worker || next === 0) && Date.now() < until) {
      await sleep(100);
      next = await findWorker(one).catch(() => 0);
    }
    expect(next).not.toBe(worker);
    expect(next).not.toBe(0);
    await stop(one);
  }, 60_000);
});

async function findWorker(one: Start): Promise<number> {
  for (const pid of await descendants(one.process.pid ?? 0)) {
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    if (command.includes("worker.js")) return pid;
  }
  throw new Error("There is no worker.");
}

describe("a new sign-in link", () => {
  it("comes from the command while the server runs, and says so when none does", async () => {
    const DATA_DIR = await newFolder();
    const none = start({ DATA_DIR }, "sign-in");
    expect(await none.exited).toBe(2);
    expect(none.text().stderr).toContain("No server runs");
    const one = start({ DATA_DIR });
    const { url } = await one.ready();
    const command = start({ DATA_DIR }, "sign-in");
    expect(await command.exited).toBe(0);
    const cookie = await signIn(new URL(command.text().stdout.trim()));
    expect((await fetch(new URL("/api/session", url), { headers: { cookie } })).status).toBe(200);
    await stop(one);
  }, 60_000);
});

describe("flow files", () => {
  it("go out of the running server and come in again as they were", async () => {
    const DATA_DIR = await newFolder();
    const one = start({ DATA_DIR });
    await one.ready();
    const run = async (...command: readonly string[]) => {
      const ran = start({ DATA_DIR }, ...command);
      return { code: await ran.exited, ...ran.text() };
    };
    const file = join(DATA_DIR, "flow.json");
    const name = "Web orders to Exact Online";
    expect(await run("export", name, "--output", file)).toMatchObject({ code: 0, stdout: "", stderr: "" });
    const imported = await run("import", file, "--name", "Again");
    expect(imported).toMatchObject({ code: 0, stderr: "" });
    const again = await run("export", imported.stdout.trim());
    expect(again.stdout).toBe((await readFile(file, "utf8")).replace(name, "Again"));
    const none = await run("export", "No such flow");
    expect(none).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("Again") });
    await stop(one);
  }, 60_000);
});
