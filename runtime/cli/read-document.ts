import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Json } from "@trasvase/shared/json.ts";
import { CommandError } from "./command.ts";

/** A path as the caller meant it: from the folder the command was called in, also through a package manager. */
export function callerPath(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}

/** Reads a JSON file. Throws {@link CommandError} naming the file and what is wrong with it. */
export async function readDocument(path: string): Promise<Json> {
  const text = await readTextFile(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Reads a text file. Throws {@link CommandError} naming the file and why it cannot be read. */
export async function readTextFile(path: string): Promise<string> {
  try {
    return (await readFile(callerPath(path), "utf8")).replace(/^\uFEFF/, "");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOENT") {
      throw new CommandError(
        `There is no file ${callerPath(path)}. Check the path; it counts from the folder you are in.`,
      );
    }
    throw new CommandError(`${path} cannot be read: ${error instanceof Error ? error.message : code}`);
  }
}
