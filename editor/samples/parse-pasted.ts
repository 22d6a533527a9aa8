import type { Json } from "@trasvase/shared/json.ts";
import { findJsonError } from "./find-json-error.ts";
import { type CsvFault, parseCsv } from "./parse-csv.ts";

/** How a pasted text was read. */
type PastedFormat = "json" | "ndjson" | "csv";

/** The records of a pasted text, or why it cannot be read. Texts of the reasons are the messages `samples.paste.<code>`. */
export type Pasted =
  | {
      readonly ok: true;
      readonly format: PastedFormat;
      readonly records: readonly Json[];
      readonly more: number;
    }
  | { readonly ok: false; readonly code: "empty" | "no-records" | "json" | "ndjson"; readonly line: number }
  | { readonly ok: false; readonly code: "csv"; readonly line: number; readonly detail: CsvFault };

/** Most samples taken from one paste; `more` counts the rest. */
const mostPasted = 50;

/** Reads JSON (one record, or a list of them), NDJSON, or CSV with a header line; which one is seen from the text. */
export function parsePasted(text: string): Pasted {
  const trimmed = text.trim();
  if (trimmed === "") return { ok: false, code: "empty", line: 1 };
  if (!/^[[{]/.test(trimmed)) return readCsv(text);
  const whole = tryJson(trimmed);
  if (whole.ok) return take("json", Array.isArray(whole.value) ? whole.value : [whole.value]);
  const lines = text.split("\n");
  const filled = lines.map((line, index) => ({ line: line.trim(), index })).filter(({ line }) => line !== "");
  // One record per line only if the first line is a record by itself; otherwise it is one broken JSON text.
  if (filled.length < 2 || !tryJson(filled[0]?.line ?? "").ok) {
    return { ok: false, code: "json", line: lineOfError(text) };
  }
  const records: Json[] = [];
  for (const { line, index } of filled) {
    const read = tryJson(line);
    if (!read.ok) return { ok: false, code: "ndjson", line: index + 1 };
    records.push(read.value);
  }
  return take("ndjson", records);
}

function readCsv(text: string): Pasted {
  const table = parseCsv(text);
  if (!table.ok) return { ok: false, code: "csv", line: table.line, detail: table.detail };
  return take("csv", table.records);
}

function take(format: PastedFormat, records: readonly Json[]): Pasted {
  if (records.length === 0) return { ok: false, code: "no-records", line: 1 };
  return {
    ok: true,
    format,
    records: records.slice(0, mostPasted),
    more: Math.max(0, records.length - mostPasted),
  };
}

function tryJson(text: string): { ok: true; value: Json } | { ok: false } {
  try {
    // JSON.parse answers JSON and nothing else.
    return { ok: true, value: JSON.parse(text) as Json };
  } catch {
    return { ok: false };
  }
}

function lineOfError(text: string): number {
  return text.slice(0, findJsonError(text)).split("\n").length;
}
