import { isAscii, isUtf8 } from "node:buffer";
import { ConnectorError, type RawRecord } from "@trasvase/shared/connector.ts";
import { JsonFault, parseJson, parsePlain } from "../read-json.ts";
import { isSuspicious } from "./suspicious-block.ts";

/** Records read together, and how many lines of the file are behind us after them (blank ones too). */
export interface LineBatch {
  readonly records: readonly RawRecord[];
  readonly lines: number;
}

export interface NdjsonOptions {
  /** What messages call the file. */
  readonly name: string;
  /** Most records of a batch. */
  readonly batchSize?: number;
  /** Lines to pass over, for going on where reading stopped. */
  readonly skipLines?: number;
  /** The bytes are a later part of a file, behind so many lines: what messages call a line counts from there. */
  readonly linesBefore?: number;
  /** Longest line in bytes; a longer one is a rejected record. */
  readonly maxLineBytes?: number;
}

// Small batches die young: 64 records walk a third faster than 1000 and need a quarter less memory (pnpm bench walk).
const defaultBatchSize = 64;
const defaultMaxLineBytes = 16 * 1024 * 1024;
// A batch also ends after so many bytes, so that memory stays flat when records are large.
const batchBytes = 8 * 1024 * 1024;
const newline = 10;
const carriageReturn = 13;

/**
 * Reads NDJSON as a stream, a batch at a time. A line that is no record (broken JSON, NUL, half a character, too deep, too long) comes
 * as a rejected one naming its line; the others go on. Blank lines are passed over. Throws ConnectorError for UTF-16.
 */
export async function* readNdjson(
  chunks: AsyncIterable<Uint8Array>,
  options: NdjsonOptions,
): AsyncGenerator<LineBatch> {
  const reader = new LineReader(options);
  const rest: Buffer[] = [];
  let restBytes = 0;
  let isFirst = options.linesBefore === undefined;
  for await (const bytes of chunks) {
    let chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (isFirst && chunk.length > 0) {
      chunk = withoutMark(chunk, options.name);
      isFirst = false;
    }
    const end = chunk.lastIndexOf(newline) + 1;
    if (end > 0) {
      const block =
        restBytes === 0 ? chunk.subarray(0, end) : Buffer.concat([...rest, chunk.subarray(0, end)]);
      rest.length = 0;
      restBytes = 0;
      yield* reader.readBlock(block);
    }
    if (end < chunk.length) {
      restBytes += chunk.length - end;
      // Of a line that is too long anyway only the length is kept.
      if (restBytes <= reader.maxLineBytes + chunk.length) rest.push(Buffer.from(chunk.subarray(end)));
      else reader.overlong = true;
    }
  }
  if (restBytes > 0) yield* reader.readBlock(Buffer.concat([...rest, Buffer.from("\n")]));
  yield* reader.finish();
}

function withoutMark(chunk: Buffer, name: string): Buffer {
  if ((chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff)) {
    throw new ConnectorError("rejected", "encoding", `"${name}" is written in UTF-16. Save it as UTF-8.`);
  }
  return chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk;
}

class LineReader {
  readonly maxLineBytes: number;
  overlong = false;
  readonly #name: string;
  readonly #batchSize: number;
  readonly #skipLines: number;
  #records: RawRecord[] = [];
  #bytes = 0;
  #line: number;

  constructor(options: NdjsonOptions) {
    this.#name = options.name;
    this.#batchSize = options.batchSize ?? defaultBatchSize;
    this.#skipLines = options.skipLines ?? 0;
    this.#line = options.linesBefore ?? 0;
    this.maxLineBytes = options.maxLineBytes ?? defaultMaxLineBytes;
  }

  /** Reads a block of whole lines. */
  *readBlock(block: Buffer): Generator<LineBatch> {
    const ascii = isAscii(block);
    const isValid = ascii || isUtf8(block);
    const parse = isSuspicious(block) ? parseJson : parsePlain;
    let start = 0;
    for (let end = block.indexOf(newline); end >= 0; end = block.indexOf(newline, start)) {
      this.#line++;
      const stop = end > start && block[end - 1] === carriageReturn ? end - 1 : end;
      if (this.#line > this.#skipLines && stop > start) {
        if (this.overlong || stop - start > this.maxLineBytes) this.#reject(this.#tooLong(), "");
        else if (isValid) this.#take(block.toString(ascii ? "latin1" : "utf8", start, stop), parse);
        else this.#takeUnsure(block.subarray(start, stop), parse);
        this.#bytes += stop - start;
        if (this.#records.length >= this.#batchSize || this.#bytes >= batchBytes) yield this.#batch();
      }
      this.overlong = false;
      start = end + 1;
    }
  }

  *finish(): Generator<LineBatch> {
    if (this.#records.length > 0) yield this.#batch();
  }

  #batch(): LineBatch {
    const batch = { records: this.#records, lines: this.#line };
    this.#records = [];
    this.#bytes = 0;
    return batch;
  }

  #take(line: string, parse: (text: string) => RawRecord["data"]): void {
    try {
      this.#records.push({ data: parse(line) });
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error;
      // Only now is it worth asking whether there is anything but blanks on the line.
      if (line.trim() !== "") this.#reject(error, line);
    }
  }

  #takeUnsure(bytes: Buffer, parse: (text: string) => RawRecord["data"]): void {
    if (isUtf8(bytes)) this.#take(bytes.toString("utf8"), parse);
    else
      this.#reject(
        { code: "encoding", message: "is not UTF-8. Save the file as UTF-8." },
        bytes.toString("latin1"),
      );
  }

  #tooLong(): { readonly code: string; readonly message: string } {
    return {
      code: "too-long",
      message: `is longer than ${this.maxLineBytes} bytes. A record this long is not read.`,
    };
  }

  #reject(fault: { readonly code: string; readonly message: string }, line: string): void {
    this.#records.push({
      data: showLine(line),
      rejected: { code: fault.code, message: `Line ${this.#line} of ${this.#name} ${fault.message}` },
    });
  }
}

const longestShown = 500;

/** The beginning of a line as a text that every store can hold. */
function showLine(line: string): string {
  const shown = line.replaceAll("\0", "␀");
  return shown.length > longestShown
    ? `${Buffer.from(shown.slice(0, longestShown)).toString("utf8")}…`
    : shown;
}
