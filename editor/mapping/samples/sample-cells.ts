import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { isList } from "../../expression/expression-path.ts";
import { shorten } from "../../expression/shorten.ts";
import { type CellValue, cellValue } from "../cell-values.ts";
import type { Evaluated } from "../evaluation/evaluation-job.ts";

/** What an expression gives with one sample: one value, one for each line, or nothing that is known yet. */
export type SampleCell =
  | { readonly kind: "one"; readonly value: CellValue }
  | { readonly kind: "lines"; readonly values: readonly string[] }
  | { readonly kind: "unknown" };

/** Reads the answer to a `cellText` that stands in so many groups of lines. */
export function sampleCell(answer: Evaluated | undefined, depth: number): SampleCell {
  if (!answer) return { kind: "unknown" };
  if (depth === 0 || answer.failed) return { kind: "one", value: cellValue(answer) };
  return { kind: "lines", values: lineTexts(answer.value, depth) };
}

function lineTexts(value: Json | undefined, depth: number): readonly string[] {
  if (depth === 0) return [value === undefined ? "–" : typeof value === "string" ? value : shorten(value)];
  if (!isList(value)) return [];
  return value.flatMap((one) => lineTexts(isJsonObject(one) ? one.v : undefined, depth - 1));
}

/** How many samples give a value, nothing, and a failure. */
export function countKinds(cells: readonly SampleCell[]): {
  readonly all: number;
  readonly values: number;
  readonly nothing: number;
  readonly failed: number;
} {
  let [values, nothing, failed] = [0, 0, 0];
  for (const cell of cells) {
    if (cell.kind === "lines") {
      if (cell.values.length > 0) values++;
      else nothing++;
    } else if (cell.kind === "one") {
      if (cell.value.kind === "failed") failed++;
      else if (cell.value.kind === "value") values++;
      else nothing++;
    }
  }
  return { all: cells.length, values, nothing, failed };
}
