import { type FileHandle, open, rename, rm, stat } from "node:fs/promises";
import { CommandError } from "./command.ts";
import { writeOut } from "./output.ts";
import { callerPath } from "./read-document.ts";

/** Where a command writes lines: a file that appears whole at the end, or stdout. */
export interface LineOutput {
  append(lines: string | Uint8Array): Promise<void>;
  /** Puts the finished file in its place. */
  finish(): Promise<void>;
  /** Leaves nothing behind of an unfinished file. */
  abandon(): Promise<void>;
}

/** Opens an output; `-` is stdout. A file of that name stays as it is until the new one is complete. */
export async function openLineOutput(path: string): Promise<LineOutput> {
  if (path === "-") {
    return { append: writeOut, finish: async () => {}, abandon: async () => {} };
  }
  const target = callerPath(path);
  if (await isSpecial(target)) return await openInPlace(target, path);
  const unfinished = `${target}.${process.pid}.part`;
  const handle = await openNew(unfinished, path);
  return {
    async append(lines) {
      await handle.appendFile(lines);
    },
    async finish() {
      await handle.sync();
      await handle.close();
      await rename(unfinished, target);
    },
    async abandon() {
      await handle.close();
      await rm(unfinished, { force: true });
    },
  };
}

/** Pipes and devices (`/dev/null`) are written as they are: putting a file in their place would break what they are for. */
async function isSpecial(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && !found.isFile();
}

async function openInPlace(target: string, shown: string): Promise<LineOutput> {
  const handle = await openNew(target, shown);
  return {
    async append(lines) {
      await handle.writeFile(lines);
    },
    finish: () => handle.close(),
    abandon: () => handle.close(),
  };
}

async function openNew(path: string, shown: string): Promise<FileHandle> {
  try {
    return await open(path, "w");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(
      `${shown} cannot be written: ${reason}. Check that its folder exists and may be written to.`,
    );
  }
}
