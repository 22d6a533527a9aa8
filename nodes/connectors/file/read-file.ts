import type { FileStore, RawRecord, ReadBatch, ReadRequest } from "@trasvase/shared/connector.ts";
import * as z from "zod";
import { parseOptions } from "../parse-options.ts";
import { isInPeriod } from "../period.ts";
import { csvReadOptions, fileReadOptions } from "./definition.ts";
import { locateFile } from "./locate.ts";
import { type OpenFile, openFile } from "./read-chunks.ts";
import { readCsv } from "./read-csv.ts";
import { readJsonList } from "./read-json-list.ts";
import { readNdjson } from "./read-ndjson.ts";

/** Where reading a file stopped: how many lines or records of which state of the file are behind us. */
const cursorSchema = z.object({
  path: z.string(),
  size: z.number(),
  mtimeMs: z.number(),
  rows: z.number().int().nonnegative(),
  complete: z.boolean(),
  /** Where reading began; what is older stays left out when the file changes. */
  since: z.string().exactOptional(),
});

type FileCursor = z.infer<typeof cursorSchema>;

const batchSize = 1000;

/** Records, and how many lines or records of the file are behind us after them. */
interface Portion {
  readonly records: readonly RawRecord[];
  readonly rows: number;
}

/** Reads the file that a source step names, going on where an interrupted read of the same state of it stopped. */
export async function* readFileRecords(
  files: FileStore,
  folder: string,
  request: ReadRequest,
): AsyncGenerator<ReadBatch> {
  const { path, again, dateField } = parseOptions(fileReadOptions.loose(), request.options);
  const file = await openFile(await locateFile(files, folder, path), path);
  try {
    const before = cursorSchema.safeParse(request.cursor);
    const last = before.success && isSameState(before.data, path, file) ? before.data : undefined;
    if (last?.complete && again === "changed" && request.limit === undefined) return;
    const skip = last && !last.complete && request.limit === undefined ? last.rows : 0;
    const since = before.success ? before.data.since : request.since;
    const isWanted = isInPeriod(
      dateField,
      request.limit === undefined ? { since, until: request.until } : {},
    );
    const wanted = (records: readonly RawRecord[]) => records.filter(({ data }) => isWanted(data));
    const cursorAt = (rows: number, complete: boolean): FileCursor => ({
      path,
      size: file.size,
      mtimeMs: file.mtimeMs,
      rows,
      complete,
      ...(since === undefined ? {} : { since }),
    });
    // The end is known only when the next portion fails to come, so a portion is held back by one.
    let held: Portion | undefined;
    let left = request.limit ?? Number.POSITIVE_INFINITY;
    for await (const portion of portions(file, skip, request)) {
      request.signal.throwIfAborted();
      if (held) yield { records: wanted(held.records), cursor: cursorAt(held.rows, false) };
      held =
        left < portion.records.length ? { ...portion, records: portion.records.slice(0, left) } : portion;
      left -= held.records.length;
      if (left <= 0) break;
    }
    yield { records: wanted(held?.records ?? []), cursor: cursorAt(held?.rows ?? skip, true) };
  } finally {
    await file.close();
  }
}

function isSameState(cursor: FileCursor, path: string, file: OpenFile): boolean {
  return cursor.path === path && cursor.size === file.size && cursor.mtimeMs === file.mtimeMs;
}

async function* portions(file: OpenFile, skip: number, request: ReadRequest): AsyncGenerator<Portion> {
  const { path } = parseOptions(fileReadOptions.loose(), request.options);
  switch (request.resource) {
    case "ndjson":
      for await (const batch of readNdjson(file.chunks(), { name: path, skipLines: skip, batchSize })) {
        yield { records: batch.records, rows: batch.lines };
      }
      return;
    case "json":
      yield* gather(readJsonList(file.chunks(), { name: path }), skip);
      return;
    default: {
      const { delimiter, encoding } = parseOptions(csvReadOptions, request.options);
      yield* gather(readCsv(file.chunks(), { name: path, delimiter, encoding }), skip);
    }
  }
}

async function* gather(records: AsyncIterable<RawRecord>, skip: number): AsyncGenerator<Portion> {
  let gathered: RawRecord[] = [];
  let rows = 0;
  for await (const record of records) {
    rows++;
    if (rows <= skip) continue;
    gathered.push(record);
    if (gathered.length < batchSize) continue;
    yield { records: gathered, rows };
    gathered = [];
  }
  if (gathered.length > 0) yield { records: gathered, rows };
}
