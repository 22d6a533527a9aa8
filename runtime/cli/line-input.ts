import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { openFile } from "@trasvase/nodes/connectors/file/read-chunks.ts";
import { readNdjson } from "@trasvase/nodes/connectors/file/read-ndjson.ts";
import { ConnectorError, type RawRecord } from "@trasvase/shared/connector.ts";
import { CommandError } from "./command.ts";
import { callerPath } from "./read-document.ts";

/** What messages call an input. */
export function inputName(path: string): string {
  return path === "-" ? "the input" : path;
}

/** The records of an NDJSON file in batches; `-` is stdin. Throws {@link CommandError} when it cannot be read. */
export async function* readLines(path: string): AsyncGenerator<readonly RawRecord[]> {
  try {
    for await (const { records } of readNdjson(readBytes(path), { name: inputName(path) })) yield records;
  } catch (error) {
    throw forCaller(error, path);
  }
}

/** The bytes of a file or of stdin; a chunk is valid until the next one is asked for. */
export async function* readBytes(path: string): AsyncGenerator<Uint8Array> {
  if (path === "-") {
    yield* process.stdin;
    return;
  }
  const place = await realpath(callerPath(path));
  // What the caller names may be a link or a pipe (`<(zcat orders.gz)`): the caller's own rights are the only bounds here.
  if (!(await stat(place)).isFile()) {
    yield* createReadStream(place);
    return;
  }
  const file = await openFile(place, path);
  try {
    yield* file.chunks();
  } finally {
    await file.close();
  }
}

/** What the caller can correct, as {@link CommandError}. */
export function forCaller(error: unknown, path: string): unknown {
  if (error instanceof ConnectorError) return new CommandError(error.message);
  if (error instanceof Error && "code" in error && error.code === "ENOENT") {
    return new CommandError(`There is no file "${path}". Correct the path, or give - to read from stdin.`);
  }
  return error;
}
