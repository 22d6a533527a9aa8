import { chmod, lstat, mkdir, realpath } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import { ConnectorError, type FileStore } from "@trasvase/shared/connector.ts";

/** Names that mean a device on Windows, whatever their ending. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * The files below one folder. A path is relative, with `/` between its parts, and whatever links lie on the way, it never leads out of the
 * folder; only regular files and folders are touched.
 */
export function openFileStore(folder: string): FileStore {
  let root: Promise<string> | undefined;

  async function realRoot(): Promise<string> {
    root ??= mkdir(folder, { recursive: true }).then(() => realpath(folder));
    return await root;
  }

  return {
    async locate(path) {
      const home = await realRoot();
      const real = await realpath(join(home, checked(path))).catch((error: unknown) => {
        throw missing(path, error);
      });
      if (real !== home && !real.startsWith(home + sep)) throw outside(path);
      const found = await lstat(real);
      if (!found.isFile() && !found.isDirectory()) throw notAFile(path);
      return real;
    },
    async place(path) {
      const home = await realRoot();
      const wanted = join(home, checked(path));
      await refuseLinkOut(home, dirname(wanted), path);
      await mkdir(dirname(wanted), { recursive: true });
      const parent = await realpath(dirname(wanted));
      if (parent !== home && !parent.startsWith(home + sep)) throw outside(path);
      const target = join(parent, basename(wanted));
      const existing = await lstat(target).catch(() => undefined);
      if (existing && !existing.isFile()) throw notAFile(path);
      return target;
    },
  };
}

/** Makes the root once, readable for its owner only. */
export async function makeFilesFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
}

function checked(path: string): string {
  const parts = path.split("/");
  const isOdd =
    path.length > 1000 ||
    path.includes("\0") ||
    path.includes("\\") ||
    path.startsWith("/") ||
    /^[a-z]+:/i.test(path) ||
    parts.some((part) => part === ".." || deviceName.test(part));
  if (isOdd) throw outside(path);
  return path;
}

/** Folders that are still to be made must not be made behind a link that leads out. */
async function refuseLinkOut(home: string, folder: string, path: string): Promise<void> {
  for (let existing = folder; existing.length >= home.length; existing = dirname(existing)) {
    const real = await realpath(existing).catch(() => undefined);
    if (real === undefined) continue;
    if (real !== home && !real.startsWith(home + sep)) throw outside(path);
    return;
  }
}

function outside(path: string): ConnectorError {
  return new ConnectorError(
    "rejected",
    "path",
    `The path "${path.slice(0, 100)}" does not name a file inside the files folder. Write it from that folder on, with "/" between folders.`,
  );
}

function notAFile(path: string): ConnectorError {
  return new ConnectorError(
    "rejected",
    "not-a-file",
    `"${path.slice(0, 100)}" is no ordinary file or folder. Put a file there.`,
  );
}

function missing(path: string, error: unknown): ConnectorError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const message =
    code === "ENOENT" || code === "ENOTDIR"
      ? `There is no file "${path.slice(0, 100)}" in the files folder. Put it there, or correct the path.`
      : `The file "${path.slice(0, 100)}" cannot be opened (${code}). Check who may read it.`;
  return new ConnectorError("rejected", code === "ENOENT" ? "no-file" : "file", message);
}
