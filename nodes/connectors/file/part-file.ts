import { randomBytes } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ConnectorError } from "@trasvase/shared/connector.ts";

/**
 * A file that appears whole or not at all: written under a temporary name in the same folder, forced to disk, then renamed over
 * `path`. Nothing is created before the first text.
 */
export class PartFile {
  readonly path: string;
  readonly #temporary: string;
  #handle: FileHandle | undefined;

  constructor(path: string) {
    this.path = path;
    this.#temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.part`);
  }

  /** Throws ConnectorError *transient* when the disk is full or the folder cannot be written. */
  async append(text: string): Promise<void> {
    try {
      this.#handle ??= await open(this.#temporary, "wx", 0o640);
      await this.#handle.appendFile(text);
    } catch (error) {
      await this.discard();
      throw writeError(error, this.path);
    }
  }

  /** Makes what was written durable under the final name. */
  async commit(): Promise<void> {
    const handle = this.#handle;
    if (!handle) return;
    try {
      await handle.sync();
      await handle.close();
      this.#handle = undefined;
      await rename(this.#temporary, this.path);
      await syncFolder(dirname(this.path));
    } catch (error) {
      await this.discard();
      throw writeError(error, this.path);
    }
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close().catch(() => undefined);
    await rm(this.#temporary, { force: true }).catch(() => undefined);
  }
}

// A rename is durable only once its folder is.
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function writeError(error: unknown, path: string): ConnectorError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
  const name = basename(path);
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new ConnectorError(
      "transient",
      "disk-full",
      `"${name}" could not be written: the disk is full. Make room; the records wait.`,
    );
  }
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return new ConnectorError(
      "broken",
      "file-rights",
      `"${name}" could not be written: Trasvase may not write into its folder.`,
    );
  }
  return new ConnectorError("transient", "file-error", `"${name}" could not be written (${code}).`);
}
