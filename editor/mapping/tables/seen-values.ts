import type { GraphTable } from "@trasvase/shared/graph.ts";
import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { isList } from "../../expression/expression-path.ts";
import type { Evaluated } from "../evaluation/evaluation-job.ts";

/** A value that the samples look up, as the table compares it, and how often. */
export interface SeenValue {
  readonly value: string;
  readonly count: number;
  readonly isMatched: boolean;
}

/** Everything the samples look up in a table, the commonest first. `answers` are those to the `cellText` of what is looked up. */
export function seenValues(
  answers: readonly Evaluated[],
  depth: number,
  table: GraphTable | undefined,
): readonly SeenValue[] {
  const counts = new Map<string, number>();
  for (const { value } of answers) {
    for (const one of valuesIn(value, depth)) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  const known = new Set(table?.rows.map(([from]) => from));
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([value, count]) => ({ value, count, isMatched: known.has(value) }));
}

/** Texts, numbers and booleans as the table compares them: as text. */
function valuesIn(value: Json | undefined, depth: number): readonly string[] {
  if (value === undefined || value === null) return [];
  if (depth > 0) {
    return isList(value)
      ? value.flatMap((one) => valuesIn(isJsonObject(one) ? one.v : undefined, depth - 1))
      : [];
  }
  return typeof value === "object" ? [] : [String(value)];
}
