import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, unlinkSync } from "node:fs";
import { link, rm, stat, utimes, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EmbeddedError } from "./embedded-error.ts";
import { isAlive, processSpace, processStart } from "./process-life.ts";

/** Who holds a lock: the lines of the lock file. */
interface Holder {
  readonly pid: number;
  /** When that process began; empty where the system does not tell. */
  readonly start: string;
  /** The machine or container whose process ids these are. */
  readonly space: string;
  /** Inode of the folder: a copied folder brings the lock file along, but not the holder. */
  readonly folder: string;
  readonly nonce: string;
  readonly servesAt: string;
}

const beatMs = 2_000;
/** The right to use a data folder, held by one process at a time. */
export interface FolderLock {
  release(): Promise<void>;
}

/** What a lock is taken for. */
export interface LockOptions {
  /** Named in the refusal. */
  readonly folder: string;
  /** Address the holder serves, told to whoever is refused. */
  readonly servesAt?: string | undefined;
  /** How long the lock of a process that cannot be seen from here must stay untouched to count as left behind. */
  readonly silenceMs?: number;
}

/**
 * Takes the lock file at `path`, or throws a sentence naming who holds it. A live process's lock is respected however old; a dead
 * one's is taken over. PostgreSQL's own lock stands behind this one; it could not say who holds it, nor leave a server alone
 * whose owner lives.
 */
export async function lockFolder(path: string, options: LockOptions): Promise<FolderLock> {
  const me: Holder = {
    pid: process.pid,
    start: processStart(process.pid) ?? "",
    space: processSpace(),
    folder: await folderIdentity(path),
    nonce: randomBytes(8).toString("hex"),
    servesAt: options.servesAt ?? "",
  };
  const mine = `${path}.${me.nonce}`;
  await writeFile(mine, print(me), { mode: 0o600 });
  try {
    while (!(await linked(mine, path))) await removeIfLeftBehind(path, options);
  } finally {
    await rm(mine, { force: true });
  }
  const beat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), beatMs);
  beat.unref();
  const removeOwn = () => {
    // At exit only synchronous calls still run.
    if (readHolderText(path).includes(me.nonce)) unlinkSync(path);
  };
  process.once("exit", removeOwn);
  return {
    async release() {
      clearInterval(beat);
      process.off("exit", removeOwn);
      removeOwn();
    },
  };
}

function print(holder: Holder): string {
  return `${[holder.pid, holder.start, holder.space, holder.folder, holder.nonce, holder.servesAt].join("\n")}\n`;
}

function parse(text: string): Holder | undefined {
  const [pid = "", start = "", space = "", folder = "", nonce = "", servesAt = ""] = text.split("\n");
  return /^\d+$/.test(pid) && nonce !== ""
    ? { pid: Number(pid), start, space, folder, nonce, servesAt }
    : undefined;
}

async function folderIdentity(path: string): Promise<string> {
  return String((await stat(dirname(path))).ino);
}

function readHolderText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** Linking fails when the name exists: unlike creating, it never shows a file that is not written yet. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

async function removeIfLeftBehind(path: string, options: LockOptions): Promise<void> {
  const text = readHolderText(path);
  const holder = parse(text);
  if (text === "") return;
  if (holder && (await isHeld(holder, path, options.silenceMs ?? 7_000))) {
    throw new EmbeddedError(heldMessage(holder, options.folder));
  }
  if (!removeUnchanged(path, text)) await sleep(20);
}

/** A takeover lasts microseconds; a folder older than this was left by one that was killed in it. */
const takeoverLimitMs = 5_000;

/**
 * Removes the lock if it still reads the same. Of several processes that found it dead one does so at a time: the next sees the
 * lock that was put in its place. False when another one is at it.
 */
function removeUnchanged(path: string, text: string): boolean {
  const turn = `${path}.takeover`;
  try {
    mkdirSync(turn);
  } catch {
    const age = Date.now() - (statSync(turn, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > takeoverLimitMs) rmSync(turn, { recursive: true, force: true });
    return false;
  }
  try {
    if (readHolderText(path) === text) rmSync(path);
  } finally {
    rmdirSync(turn);
  }
  return true;
}

async function isHeld(holder: Holder, path: string, silenceMs: number): Promise<boolean> {
  if (holder.folder !== (await folderIdentity(path))) return false;
  if (holder.space === processSpace()) {
    if (!isAlive(holder.pid)) return false;
    // The same id with another start is another process.
    return holder.start === "" || processStart(holder.pid) === holder.start;
  }
  // Another machine or container on the same storage: its processes are invisible here, its beat is not.
  const before = await stat(path).catch(() => undefined);
  await sleep(silenceMs);
  const after = await stat(path).catch(() => undefined);
  return before !== undefined && after !== undefined && before.mtimeMs !== after.mtimeMs;
}

function heldMessage(holder: Holder, folder: string): string {
  const where =
    holder.space === processSpace()
      ? `process ${holder.pid}`
      : `process ${holder.pid} on ${holder.space.split(" ")[0]}`;
  const serves = holder.servesAt !== "" ? `, serving ${holder.servesAt}` : "";
  return `Trasvase is already running on the data folder ${folder} (${where}${serves}). Use that one, stop it first, or set DATA_DIR and PORT to start a second one beside it.`;
}
