import type { JsonObject } from "@trasvase/shared/json.ts";

/** Why a text is no table: no header with two names, a quote that is never closed, a row with another number of columns. */
export type CsvFault = "no-header" | "open-quote" | "columns";

/** A read table: one record per row, every value a text; or the first line that cannot be read. */
export type CsvTable =
  | { readonly ok: true; readonly records: readonly JsonObject[] }
  | { readonly ok: false; readonly line: number; readonly detail: CsvFault };

const delimiters = [",", ";", "\t", "|"];

/** Reads CSV with a header line; the delimiter is the one that the header has most of. Quotes and line ends inside quotes are kept. */
export function parseCsv(text: string): CsvTable {
  const clean = text
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .replace(/^\n+/, "");
  const read = readRows(clean, guessDelimiter(clean));
  if (!read.ok) return read;
  const [header, ...rows] = read.rows;
  if (!header || header.cells.length < 2 || rows.length === 0)
    return { ok: false, line: 1, detail: "no-header" };
  const records: JsonObject[] = [];
  for (const row of rows) {
    if (row.cells.length !== header.cells.length) return { ok: false, line: row.line, detail: "columns" };
    records.push(
      Object.fromEntries(header.cells.map((name, index) => [name.trim(), row.cells[index] ?? ""])),
    );
  }
  return { ok: true, records };
}

function guessDelimiter(text: string): string {
  const header = text.split("\n", 1)[0] ?? "";
  const count = (sign: string) => header.split(sign).length;
  return delimiters.reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

type Rows = { readonly ok: true; readonly rows: readonly Row[] } | Extract<CsvTable, { readonly ok: false }>;

function readRows(text: string, delimiter: string): Rows {
  const rows: Row[] = [];
  let cells: string[] = [];
  let line = 1;
  let started = 1;
  let at = 0;
  while (at <= text.length) {
    const cell = text.charAt(at) === '"' ? readQuoted(text, at + 1) : readPlain(text, at, delimiter);
    if (!cell) return { ok: false, line: started, detail: "open-quote" };
    cells.push(cell.value);
    line += cell.value.split("\n").length - 1;
    at = cell.end;
    const sign = text.charAt(at);
    at++;
    if (sign === delimiter) continue;
    if (cells.length > 1 || cells[0] !== "") rows.push({ cells, line: started });
    cells = [];
    line++;
    started = line;
  }
  return { ok: true, rows };
}

function readPlain(text: string, from: number, delimiter: string): { value: string; end: number } {
  let end = from;
  while (end < text.length && text.charAt(end) !== delimiter && text.charAt(end) !== "\n") end++;
  return { value: text.slice(from, end), end };
}

function readQuoted(text: string, from: number): { value: string; end: number } | undefined {
  let value = "";
  for (let at = from; at < text.length; at++) {
    if (text.charAt(at) !== '"') value += text.charAt(at);
    else if (text.charAt(at + 1) === '"') {
      value += '"';
      at++;
    } else {
      return { value, end: at + 1 };
    }
  }
  return undefined;
}
