import { TextDecoder } from "node:util";
import { ConnectorError, type RawRecord } from "@trasvase/shared/connector.ts";
import { CsvFault, type CsvLimits, CsvSplitter } from "./split-csv.ts";

export interface CsvOptions {
  /** What messages call the file. */
  readonly name: string;
  readonly delimiter: string;
  readonly encoding: "utf-8" | "windows-1252";
  readonly limits?: CsvLimits;
}

/**
 * Reads CSV with a header as a stream; every value is text. A row with another number of columns than the header is a rejected record
 * naming its row. Throws ConnectorError, with the row, when the file cannot be read on.
 */
export async function* readCsv(
  chunks: AsyncIterable<Uint8Array>,
  options: CsvOptions,
): AsyncGenerator<RawRecord> {
  const splitter = new CsvSplitter(options.delimiter, options.limits);
  const decoder = new TextDecoder(options.encoding, { fatal: true });
  let header: readonly string[] | undefined;
  let row = 0;
  try {
    for await (const text of decode(chunks, decoder)) {
      for (const cells of text === undefined ? splitter.end() : splitter.push(text)) {
        row++;
        if (header) yield toRecord(header, cells, row, options.name);
        else header = readHeader(cells, options.name);
      }
    }
  } catch (error) {
    if (error instanceof CsvFault) {
      throw new ConnectorError(
        "rejected",
        "bad-csv",
        `Row ${error.row} of "${options.name}" ${error.message}`,
      );
    }
    if (error instanceof TypeError) {
      throw new ConnectorError(
        "rejected",
        "encoding",
        `"${options.name}" is not UTF-8 after row ${row}. Save it as UTF-8, or choose Windows-1252 as its encoding.`,
      );
    }
    throw error;
  }
  if (!header)
    throw new ConnectorError(
      "rejected",
      "bad-csv",
      `"${options.name}" is empty. Its first row should name the columns.`,
    );
}

/** The text in pieces; undefined once at the end. */
async function* decode(
  chunks: AsyncIterable<Uint8Array>,
  decoder: TextDecoder,
): AsyncGenerator<string | undefined> {
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
  yield undefined;
}

function readHeader(cells: readonly string[], name: string): readonly string[] {
  const header = cells.map((cell) => cell.trim());
  const bad = (message: string) =>
    new ConnectorError("rejected", "bad-csv", `The header of "${name}" ${message}`);
  const empty = header.indexOf("");
  if (empty >= 0)
    throw bad(`has no name for column ${empty + 1}. Name every column. Is the separator right?`);
  const seen = new Set<string>();
  for (const column of header) {
    if (seen.has(column))
      throw bad(`names the column "${column.slice(0, 60)}" twice. Rename one of the two.`);
    if (column === "__proto__") throw bad('has a column "__proto__", which is never accepted. Rename it.');
    seen.add(column);
  }
  return header;
}

function toRecord(header: readonly string[], cells: readonly string[], row: number, name: string): RawRecord {
  const data: Record<string, string> = {};
  header.forEach((column, index) => {
    const cell = cells[index];
    if (cell !== undefined) data[column] = cell.replaceAll("\0", "␀");
  });
  const reject = (code: string, message: string): RawRecord => ({
    data,
    rejected: { code, message: `Row ${row} of ${name} ${message}` },
  });
  if (cells.length !== header.length) {
    return reject(
      "bad-csv",
      `has ${cells.length} columns, the header has ${header.length}. Is a separator inside a text not in quotation marks?`,
    );
  }
  if (cells.some((cell) => cell.includes("\0"))) {
    return reject("nul", "contains the character NUL, which no database can store. Remove it.");
  }
  return { data };
}
