import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { EmbeddedError } from "./embedded-error.ts";
import { lockFolder } from "./folder-lock.ts";

let folder: string;
let path: string;
const started: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "trasvase-lock-"));
  path = join(folder, "trasvase.lock");
});
afterEach(async () => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

/** A lock as another process would hold it: lines 1 pid, 2 its start, 3 where its ids count. */
async function leaveLock(change: (lines: string[]) => string[]): Promise<void> {
  const lock = await lockFolder(path, { folder, servesAt: "http://localhost:3000" });
  const lines = (await readFile(path, "utf8")).split("\n");
  await lock.release();
  await writeFile(path, change(lines).join("\n"));
}

async function aProcess(): Promise<{ pid: number; end(): Promise<unknown> }> {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  started.push(child);
  await once(child, "spawn");
  const end = () => {
    child.kill("SIGKILL");
    return once(child, "exit");
  };
  return { pid: child.pid ?? 0, end };
}

it("refuses a second holder with a sentence naming process, address and folder", async () => {
  const lock = await lockFolder(path, { folder, servesAt: "http://localhost:3000" });
  const refusal = await lockFolder(path, { folder }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(EmbeddedError);
  for (const part of [folder, `process ${process.pid}`, "http://localhost:3000", "DATA_DIR"]) {
    expect(String(refusal)).toContain(part);
  }
  await lock.release();
});

it("lets exactly one of many in at once", async () => {
  const all = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(path, { folder })));
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

it("lets exactly one of many take over a lock that was left behind", async () => {
  const gone = await aProcess();
  await gone.end();
  await leaveLock((lines) => [String(gone.pid), "1", ...lines.slice(2)]);
  const all = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(path, { folder })));
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

it("is free again after release, and leaves no file behind", async () => {
  for (let round = 0; round < 3; round += 1) await (await lockFolder(path, { folder })).release();
  expect(await readdir(folder)).toEqual([]);
});

it("respects a live process, however old its lock is", async () => {
  const other = await aProcess();
  const start = (await readFile(`/proc/${other.pid}/stat`, "utf8")).split(" ")[21] ?? "";
  await leaveLock((lines) => [String(other.pid), start, ...lines.slice(2)]);
  const tenMinutesAgo = new Date(Date.now() - 600_000);
  await utimes(path, tenMinutesAgo, tenMinutesAgo);
  await expect(lockFolder(path, { folder })).rejects.toThrow(`process ${other.pid}`);
});

it.each([
  [
    "whose process id was given to another process",
    (lines: string[]) => [lines[0] ?? "", "1", ...lines.slice(2)],
  ],
  [
    "that came along when the folder was copied",
    (lines: string[]) => [...lines.slice(0, 3), "1", ...lines.slice(4)],
  ],
  ["that is not readable as one", () => ["{"]],
])("takes over a lock %s", async (_, change) => {
  await leaveLock(change);
  await (await lockFolder(path, { folder })).release();
});

it("takes over from another machine only when its lock stays untouched", async () => {
  const away = (lines: string[]) => [...lines.slice(0, 2), "elsewhere pid:[1]", ...lines.slice(3)];
  await leaveLock(away);
  await (await lockFolder(path, { folder, silenceMs: 50 })).release();

  await leaveLock(away);
  const beat = setInterval(() => void utimes(path, new Date(), new Date()), 10);
  const refusal = await lockFolder(path, { folder, silenceMs: 200 }).catch(String);
  clearInterval(beat);
  expect(refusal).toContain("on elsewhere");
});

it("does not take a lock for its own in a real copy of the folder", async () => {
  const lock = await lockFolder(path, { folder });
  const copy = `${folder}-copy`;
  await cp(folder, copy, { recursive: true });
  await (await lockFolder(join(copy, "trasvase.lock"), { folder: copy })).release();
  await rm(copy, { recursive: true });
  await lock.release();
});
