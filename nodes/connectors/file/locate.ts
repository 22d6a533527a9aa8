import { realpath } from "node:fs/promises";
import { sep } from "node:path";
import { ConnectorError, type FileStore } from "@trasvase/shared/connector.ts";
import { refusePath } from "./relative-path.ts";

/** Absolute path of an existing file inside the connection's folder. Throws ConnectorError for one outside, also by a symbolic link. */
export async function locateFile(files: FileStore, folder: string, path: string): Promise<string> {
  refuse(path);
  const root = folder === "" ? undefined : await files.locate(folder);
  const file = await files.locate(join(folder, path));
  if (root !== undefined) {
    const [realRoot, realFile] = await Promise.all([realpath(root), realpath(file)]);
    if (!realFile.startsWith(realRoot + sep)) throw outside(path);
  }
  return file;
}

/** Absolute path for a file to be made inside the connection's folder. */
export async function placeFile(files: FileStore, folder: string, path: string): Promise<string> {
  refuse(path);
  return files.place(join(folder, path));
}

function join(folder: string, path: string): string {
  return folder === "" ? path : `${folder}/${path}`;
}

function refuse(path: string): void {
  const reason = refusePath(path);
  if (reason !== undefined) {
    throw new ConnectorError("rejected", "path", `The path "${path.slice(0, 100)}" ${reason}.`);
  }
}

function outside(path: string): ConnectorError {
  return new ConnectorError(
    "rejected",
    "path",
    `"${path.slice(0, 100)}" leads out of the connection's folder. Put the file itself there.`,
  );
}
