import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { ConnectorError } from "@trasvase/shared/connector.ts";

const chunkBytes = 256 * 1024;

/** What identifies one state of a file without reading it. */
export interface FileState {
  readonly size: number;
  readonly mtimeMs: number;
}

/** A file opened for reading once from its beginning to its end. */
export interface OpenFile extends FileState {
  /** The bytes in order. A chunk is valid until the next one is asked for. */
  chunks(): AsyncGenerator<Buffer>;
  close(): Promise<void>;
}

/**
 * Opens a regular file. A symbolic link in the last part, a device and a pipe are refused, so that nothing but a file is ever read;
 * `name` is what messages call it. Throws ConnectorError.
 */
export async function openFile(path: string, name: string): Promise<OpenFile> {
  let handle: FileHandle;
  try {
    // Without O_NONBLOCK opening a pipe would wait for ever for a writer.
    handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    throw openError(error, name);
  }
  const stat = await handle.stat();
  if (!stat.isFile()) {
    await handle.close();
    throw new ConnectorError("rejected", "not-a-file", `"${name}" is not a file. Name a file.`);
  }
  return {
    size: stat.size,
    mtimeMs: stat.mtimeMs,
    chunks: () => readAhead(handle),
    close: () => handle.close(),
  };
}

function openError(error: unknown, name: string): ConnectorError {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "ENOENT":
      return new ConnectorError(
        "rejected",
        "file-missing",
        `There is no file "${name}". Put it there or correct the path.`,
      );
    case "EACCES":
    case "EPERM":
      return new ConnectorError(
        "broken",
        "file-rights",
        `Trasvase may not read "${name}". Give it the right to.`,
      );
    case "ELOOP":
      return new ConnectorError(
        "rejected",
        "file-link",
        `"${name}" is a symbolic link. Name the file itself.`,
      );
    default:
      return new ConnectorError(
        "transient",
        "file-error",
        `"${name}" could not be opened (${String(code)}).`,
      );
  }
}

/** Reads the next chunk while the present one is worked on. */
async function* readAhead(handle: FileHandle): AsyncGenerator<Buffer> {
  const buffers = [Buffer.allocUnsafe(chunkBytes), Buffer.allocUnsafe(chunkBytes)] as const;
  let turn: 0 | 1 = 0;
  let position = 0;
  let pending = handle.read(buffers[turn], 0, chunkBytes, position);
  try {
    for (;;) {
      const { bytesRead, buffer } = await pending;
      if (bytesRead === 0) return;
      position += bytesRead;
      turn = turn === 0 ? 1 : 0;
      pending = handle.read(buffers[turn], 0, chunkBytes, position);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    // A reader that stops early must not close the file under a read in flight; what that read says no longer matters.
    await pending.catch(() => undefined);
  }
}
