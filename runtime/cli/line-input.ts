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
    const file = await openFile(callerPath(path), path);
    try {
      for await (const { records } of readNdjson(file.chunks(), options)) yield records;
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof ConnectorError) throw new CommandError(error.message);
    throw error;
  }
}
