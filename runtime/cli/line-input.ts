import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { openFile } from "@trasvase/nodes/connectors/file/read-chunks.ts";
import { readNdjson } from "@trasvase/nodes/connectors/file/read-ndjson.ts";
import { ConnectorError, type RawRecord } from "@trasvase/shared/connector.ts";
import { CommandError } from "./command.ts";
import { callerPath } from "./read-document.ts";

/** The records of an NDJSON file in batches; `-` is stdin. Throws {@link CommandError} when it cannot be read. */
export async function* readLines(path: string, batchSize?: number): AsyncGenerator<readonly RawRecord[]> {
  const isStdin = path === "-";
  const name = isStdin ? "the input" : path;
  const options = { name, ...(batchSize === undefined ? {} : { batchSize }) };
  try {
    if (isStdin) {
      for await (const { records } of readNdjson(process.stdin, options)) yield records;
      return;
    }
    const place = await realpath(callerPath(path));
    // What the caller names may be a link or a pipe (`<(zcat orders.gz)`): the caller's own rights are the only bounds here.
    if (!(await stat(place)).isFile()) {
      for await (const { records } of readNdjson(createReadStream(place), options)) yield records;
      return;
    }
    const file = await openFile(place, path);
    try {
      for await (const { records } of readNdjson(file.chunks(), options)) yield records;
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof ConnectorError) throw new CommandError(error.message);
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      throw new CommandError(`There is no file "${path}". Correct the path, or give - to read from stdin.`);
    }
    throw error;
  }
}
