import { type FileHandle, open, rename, rm } from "node:fs/promises";
import type { TextSink } from "@trasvase/nodes/connectors/file/write-ndjson.ts";
import { CommandError } from "./command.ts";
import { writeOut } from "./output.ts";
import { callerPath } from "./read-document.ts";

/** Where a command writes lines: a file that appears whole at the end, or stdout. */
export interface LineOutput extends TextSink {
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
  const unfinished = `${target}.${process.pid}.part`;
  const handle = await openNew(unfinished, path);
  return {
    async append(text) {
      await handle.appendFile(text);
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
