import { isJsonObject, type Json } from "@trasvase/shared/json.ts";

export interface CsvStyle {
  readonly delimiter: string;
  /** Puts an apostrophe before texts that a spreadsheet would run as a formula. */
  readonly guardFormulas: boolean;
}

/** The columns that records have together, in the order they first appear. */
export function columnsOf(records: readonly Json[]): readonly string[] {
  const columns = new Set<string>();
  for (const record of records) {
    if (isJsonObject(record)) for (const column of Object.keys(record)) columns.add(column);
  }
  return [...columns];
}

/** One line of CSV, its line end included. Lists and objects become JSON, null and what is missing become empty. */
export function printRow(cells: readonly (Json | undefined)[], style: CsvStyle): string {
  return `${cells.map((cell) => printCell(cell, style)).join(style.delimiter)}\r\n`;
}

function printCell(cell: Json | undefined, style: CsvStyle): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "number" || typeof cell === "boolean") return quoteIfNeeded(String(cell), style);
  const text = typeof cell === "string" ? cell : JSON.stringify(cell);
  const guarded = style.guardFormulas && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return quoteIfNeeded(guarded, style);
}

function quoteIfNeeded(text: string, style: CsvStyle): string {
  const needsQuotes = text.includes(style.delimiter) || /["\r\n]/.test(text) || text !== text.trim();
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
}
