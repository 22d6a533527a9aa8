import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "./client.ts";
import { type Account, closedFolder } from "./embedded/account.ts";
import { reachableBinaries } from "./embedded/binaries.ts";
import { isAlive } from "./embedded/process-life.ts";
import { startEmbedded } from "./embedded.ts";
import { type EmbeddedHost, runEmbeddedHost, until } from "./testing/run-embedded-host.ts";
import { wherePossible } from "./testing/where-possible.ts";

const isRoot = process.getuid?.() === 0;
const nobody = await accountNamed("nobody");
const cloneIsOpen =
  nobody !== undefined &&
  (await closedFolder(fileURLToPath(new URL(".", import.meta.url)), nobody).catch(() => "/")) === undefined;

let folder: string;
let dataDir: string;
const hosts: EmbeddedHost[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "trasvase-embedded-"));
  await chmod(folder, 0o755);
  dataDir = join(folder, "data");
});
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.stop()));
  await rm(folder, { recursive: true, force: true });
});

async function accountNamed(name: string): Promise<Account | undefined> {
  const line = (await readFile("/etc/passwd", "utf8")).split("\n").find((one) => one.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

async function host(o: Parameters<typeof runEmbeddedHost>[1] = {}): Promise<EmbeddedHost> {
  const started = await runEmbeddedHost(dataDir, o);
  hosts.push(started);
  return started;
}

async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const database = openDatabase(url, { max: 1 });
  try {
    return [...(await database.execute(statement))];
  } finally {
    await database.end();
  }
}

const pidFile = () => join(dataDir, "postgres", "postmaster.pid");
const serverPid = async () => Number((await readFile(pidFile(), "utf8")).split("\n")[0]);
const modeOf = async (name: string) => ((await stat(join(dataDir, name))).mode & 0o777).toString(8);
const rememberOne = "create table remembered as select 1 as n";
const remembered = "select n from remembered";

describe("a first start", () => {
  wherePossible(isRoot, "needs root")(
    "works as root: the server under another account, everything else closed to it",
    async () => {
      const server = await startEmbedded({ dataDir });
      const [row] = await query(
        server.url,
        "select current_setting('fsync') as fsync, lower('ÄÖ') as lower, version() as version",
      );
      expect(row).toMatchObject({
        fsync: "on",
        lower: "äö",
        version: expect.stringContaining("PostgreSQL 18"),
      });
      expect((await stat(join(dataDir, "postgres"))).uid).not.toBe(0);
      expect([await modeOf("."), await modeOf("postgres"), await modeOf("postgres.password")]).toEqual([
        "711",
        "700",
        "600",
      ]);
      const password = (await readFile(join(dataDir, "postgres.password"), "utf8")).trim();
      expect(await readFile(join(dataDir, "postgres.log"), "utf8")).not.toContain(password);
      await expect(query(server.url.replace(password, "wrong"), "select 1")).rejects.toThrow();
      await server.stop();
      expect([existsSync(pidFile()), existsSync(join(dataDir, "trasvase.lock"))]).toEqual([false, false]);
    },
  );

  wherePossible(isRoot && cloneIsOpen, "needs root and a clone that others may enter")(
    "works as another account, for which root then starts it too",
    async () => {
      await mkdir(dataDir);
      await chmod(dataDir, 0o777);
      dataDir = join(dataDir, "own");
      const own = await host({ account: nobody ?? { uid: -1, gid: -1 } });
      await query(own.url, rememberOne);
      expect([await modeOf("."), await modeOf("postgres")]).toEqual(["700", "700"]);
      await own.stop();
      hosts.pop();
      const asRoot = await host();
      expect(await query(asRoot.url, remembered)).toEqual([{ n: 1 }]);
    },
  );

  wherePossible(isRoot, "needs root")(
    "keeps the database outside when only root may enter a folder on the way, and finds it again",
    async () => {
      await chmod(folder, 0o700);
      const first = await host();
      expect(first.progress.join(" ")).toContain(`Only root may enter ${folder}`);
      const home = (await readFile(join(dataDir, "postgres.location"), "utf8")).trim();
      try {
        await query(first.url, rememberOne);
        await first.stop();
        hosts.pop();
        const second = await host();
        expect(await query(second.url, remembered)).toEqual([{ n: 1 }]);
        await second.stop();
        hosts.pop();
      } finally {
        await rm(home, { recursive: true, force: true });
        // Unless something else of this machine is kept there.
        await rmdir(dirname(home)).catch(() => {});
      }
      await expect(startEmbedded({ dataDir })).rejects.toThrow("that folder is gone");
    },
  );

  wherePossible(isRoot, "needs root")(
    "runs copied programs when only root may enter the folder of the clone",
    async () => {
      const native = join(folder, "closed", "native");
      await mkdir(join(native, "bin"), { recursive: true });
      for (const name of ["lib", "share"]) await mkdir(join(native, name));
      for (const name of ["initdb", "postgres"])
        await writeFile(join(native, "bin", name), "#!/bin/sh\n", { mode: 0o755 });
      await chmod(join(folder, "closed"), 0o700);
      const programs = {
        initdb: join(native, "bin", "initdb"),
        postgres: join(native, "bin", "postgres"),
        version: "18.9.9",
      };
      const account = nobody ?? { uid: -1, gid: -1 };
      await chmod(folder, 0o755);
      const copies = await Promise.all(
        [1, 2].map(() => reachableBinaries(programs, account, join(folder, "open"))),
      );
      for (const { binaries } of copies) {
        expect(binaries.postgres).toContain(join(folder, "open"));
        const code = await once(spawn(binaries.postgres, { cwd: "/", ...account }), "exit");
        expect(code[0]).toBe(0);
      }
    },
  );
});

describe("a killed process", () => {
  it("takes its server along, and the next start has everything that was committed", async () => {
    const first = await host();
    await query(first.url, rememberOne);
    const server = await serverPid();
    await first.kill();
    hosts.pop();
    await until(() => !isAlive(server), "the server is gone");
    const next = await host();
    expect(await query(next.url, remembered)).toEqual([{ n: 1 }]);
  });

  it("whose guard was killed too leaves a server that the next start stops first", async () => {
    const first = await host();
    await query(first.url, rememberOne);
    const server = await serverPid();
    const guard = Number((await readFile(`/proc/${server}/stat`, "utf8")).split(" ")[3]);
    const watchers = (await readFile(`/proc/${guard}/task/${guard}/children`, "utf8"))
      .trim()
      .split(" ")
      .map(Number);
    for (const pid of [...watchers.filter((child) => child !== server), guard]) process.kill(pid, "SIGKILL");
    await first.kill();
    hosts.pop();
    expect(isAlive(server)).toBe(true);
    const next = await host();
    expect(isAlive(server)).toBe(false);
    expect(next.progress.join(" ")).toContain("earlier start");
    expect(await query(next.url, remembered)).toEqual([{ n: 1 }]);
  });
});

it("starts a killed server again under the same address", async () => {
  const running = await host();
  await query(running.url, rememberOne);
  process.kill(await serverPid(), "SIGKILL");
  await until(() => running.progress.some((line) => line.includes("runs again")), "the server is back");
  expect(await query(running.url, remembered)).toEqual([{ n: 1 }]);
});

it("lets exactly one of two starts at once have a new folder, and tells the other who has it", async () => {
  const both = await Promise.allSettled([
    host({ servesAt: "http://localhost:3000" }),
    host({ servesAt: "http://localhost:3000" }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const winner = hosts[0];
  for (const result of both) {
    if (result.status === "rejected")
      expect(String(result.reason)).toContain(`(process ${winner?.pid}, serving http://localhost:3000)`);
  }
  await expect(startEmbedded({ dataDir })).rejects.toThrow(
    `Trasvase is already running on the data folder ${dataDir}`,
  );
  expect(await query(winner?.url ?? "", "select 1 as n")).toEqual([{ n: 1 }]);
});

it("starts over a pid file that names a live process of the server's account which is something else", async () => {
  const first = await startEmbedded({ dataDir });
  const file = await readFile(pidFile(), "utf8");
  await first.stop();
  const { uid, gid } = await stat(join(dataDir, "postgres"));
  const other = spawn("sleep", ["60"], { uid, gid, cwd: "/" });
  await once(other, "spawn");
  await writeFile(pidFile(), [other.pid, ...file.split("\n").slice(1)].join("\n"));
  const second = await startEmbedded({ dataDir });
  expect(await query(second.url, "select 1 as n")).toEqual([{ n: 1 }]);
  expect(isAlive(other.pid ?? 0)).toBe(true);
  await second.stop();
  other.kill();
});

it("says what to do when the server does not start, the cluster is of another version, or its password is gone", async () => {
  const server = await startEmbedded({ dataDir });
  await server.stop();
  await rm(join(dataDir, "postgres", "global", "pg_control"));
  await expect(startEmbedded({ dataDir })).rejects.toThrow(/did not start\. PostgreSQL says: .*pg_control/s);
  await writeFile(join(dataDir, "postgres", "PG_VERSION"), "15\n");
  await expect(startEmbedded({ dataDir })).rejects.toThrow(/made by PostgreSQL 15, .* brings PostgreSQL 18/);
  await rm(join(dataDir, "postgres.password"));
  await expect(startEmbedded({ dataDir })).rejects.toThrow(/postgres\.password .* is missing/);
});
