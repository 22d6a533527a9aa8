import { isUtf8 } from "node:buffer";
import { ConnectorError, type RawRecord } from "@trasvase/shared/connector.ts";
import { JsonFault, parseJson } from "../read-json.ts";

export interface JsonListOptions {
  /** What messages call the file. */
  readonly name: string;
  readonly maxRecordBytes?: number;
}

const defaultMaxRecordBytes = 16 * 1024 * 1024;
const quote = 34;
const backslash = 92;
const comma = 44;
const openBracket = 91;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;

/**
 * Reads the elements of a JSON list one after the other without holding the list; a file with one object is one record. An element that
 * cannot be a record comes as a rejected one naming its place. Throws ConnectorError when the text is no list or ends inside it.
 */
export async function* readJsonList(
  chunks: AsyncIterable<Uint8Array>,
  options: JsonListOptions,
): AsyncGenerator<RawRecord> {
  const splitter = new ListSplitter(options);
  for await (const chunk of chunks) {
    for (const element of splitter.split(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)))
      yield element;
  }
  splitter.finish();
}

class ListSplitter {
  readonly #name: string;
  readonly #maxBytes: number;
  #stage: "before" | "list" | "single" | "after" = "before";
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #parts: Buffer[] = [];
  #partBytes = 0;
  #count = 0;
  #endsWithComma = false;

  constructor(options: JsonListOptions) {
    this.#name = options.name;
    this.#maxBytes = options.maxRecordBytes ?? defaultMaxRecordBytes;
  }

  *split(chunk: Buffer): Generator<RawRecord> {
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (this.#isInString) {
        this.#passStringByte(byte);
        continue;
      }
      if (this.#stage === "before" || this.#stage === "after") {
        if (this.#open(byte)) start = byte === openBrace ? at : at + 1;
        continue;
      }
      if (byte === quote) this.#isInString = true;
      else if (byte === openBrace || byte === openBracket) this.#depth++;
      else if (byte === closeBrace || byte === closeBracket) this.#depth--;
      const ends =
        this.#stage === "list"
          ? this.#depth === 0 || (this.#depth === 1 && byte === comma)
          : this.#depth === 0;
      if (!ends) continue;
      const element = this.#take(chunk.subarray(start, this.#stage === "list" ? at : at + 1), byte === comma);
      if (element) yield element;
      start = at + 1;
      if (this.#depth === 0) this.#stage = "after";
    }
    if (this.#stage === "list" || this.#stage === "single") this.#keep(chunk.subarray(start));
  }

  /** Throws when the text ended before the list did. */
  finish(): void {
    if (this.#stage === "before") {
      throw new ConnectorError(
        "rejected",
        "bad-json",
        `"${this.#name}" is empty. It should hold a JSON list.`,
      );
    }
    if (this.#stage !== "after") {
      throw new ConnectorError(
        "rejected",
        "bad-json",
        `"${this.#name}" ends inside record ${this.#count + 1}: a bracket or a quotation mark is not closed, or the file was cut off. Put the whole file there.`,
      );
    }
  }

  #passStringByte(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === backslash) this.#isEscaped = true;
    else if (byte === quote) this.#isInString = false;
  }

  // Blanks and a byte order mark may stand before and after; anything else after the list is a fault.
  #open(byte: number): boolean {
    if (byte === 32 || byte === 9 || byte === 10 || byte === 13) return false;
    if (this.#stage === "before") {
      if (byte === 0xef || byte === 0xbb || byte === 0xbf) return false;
      if (byte === openBracket || byte === openBrace) {
        this.#stage = byte === openBracket ? "list" : "single";
        this.#depth = 1;
        return true;
      }
      throw new ConnectorError(
        "rejected",
        "bad-json",
        `"${this.#name}" does not begin with [ or {. It should hold a JSON list in UTF-8; a file with one record per line is NDJSON.`,
      );
    }
    throw new ConnectorError(
      "rejected",
      "bad-json",
      `"${this.#name}" goes on after the end of its list. A file with one record per line is NDJSON.`,
    );
  }

  #keep(part: Buffer): void {
    this.#partBytes += part.length;
    if (this.#partBytes > this.#maxBytes) {
      throw new ConnectorError(
        "rejected",
        "too-long",
        `Record ${this.#count + 1} of "${this.#name}" is longer than ${this.#maxBytes} bytes. A bracket or a quotation mark is probably not closed.`,
      );
    }
    // The reader reuses its buffers.
    this.#parts.push(Buffer.from(part));
  }

  #take(part: Buffer, hasNext: boolean): RawRecord | undefined {
    const bytes = this.#partBytes === 0 ? part : Buffer.concat([...this.#parts, part]);
    this.#parts = [];
    this.#partBytes = 0;
    const text = bytes.toString("utf8").trim();
    const isEmptyList = text === "" && !hasNext && !this.#endsWithComma && this.#count === 0;
    this.#endsWithComma = hasNext;
    if (isEmptyList) return undefined;
    this.#count++;
    const place = `Record ${this.#count} of ${this.#name}`;
    const shown = text.slice(0, 500).replaceAll("\0", "␀");
    if (!isUtf8(bytes)) {
      return {
        data: shown,
        rejected: { code: "encoding", message: `${place} is not UTF-8. Save the file as UTF-8.` },
      };
    }
    try {
      return { data: parseJson(text) };
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error;
      return { data: shown, rejected: { code: error.code, message: `${place} ${error.message}` } };
    }
  }
}
