import type { Problem } from "@trasvase/shared/problem.ts";
import type { TargetField } from "./find-target.ts";
import type { MappingRow, Span } from "./object-pairs.ts";

/** One line of a mapping seen as a table: a target field, a mapped one, or both. */
export interface TableRow {
  readonly id: string;
  readonly path: readonly string[];
  /** What the target says of the field; undefined for one that it does not know, or when no target is known. */
  readonly target: TargetField | undefined;
  /** Where its expression stands in the text; undefined while nothing is mapped. */
  readonly value: Span | undefined;
  readonly problems: readonly Problem[];
}

/** Which lines are in view. */
export const rowFilters = ["all", "required", "mapped", "problems"] as const;
export type RowFilter = (typeof rowFilters)[number];

/** The target's fields in their order, with what is mapped to each; then what is mapped besides, and rows just added by hand. */
export function tableRows(
  mapped: readonly MappingRow[],
  targets: readonly TargetField[],
  added: readonly (readonly string[])[],
  problems: readonly Problem[],
): readonly TableRow[] {
  const byId = new Map(mapped.map((row) => [rowId(row.path), row]));
  const known = new Set(targets.map((one) => rowId(one.path)));
  const row = (path: readonly string[], target: TargetField | undefined): TableRow => {
    const value = byId.get(rowId(path))?.value;
    return { id: rowId(path), path, target, value, problems: value ? problemsIn(problems, value) : [] };
  };
  const besides = mapped.filter((one) => !known.has(rowId(one.path))).map((one) => one.path);
  const fresh = added.filter((path) => !known.has(rowId(path)) && !byId.has(rowId(path)));
  return [
    ...targets.map((one) => row(one.path, one)),
    ...besides.map((path) => row(path, undefined)),
    ...fresh.map((path) => row(path, undefined)),
  ];
}

/** The rows that a filter lets through. */
export function filterRows(rows: readonly TableRow[], filter: RowFilter): readonly TableRow[] {
  switch (filter) {
    case "required":
      return rows.filter((row) => row.target?.required);
    case "mapped":
      return rows.filter((row) => row.value !== undefined);
    case "problems":
      return rows.filter((row) => row.problems.length > 0);
    default:
      return rows;
  }
}

/** The identity of a row, unlike its path joined by dots unique. */
export function rowId(path: readonly string[]): string {
  return JSON.stringify(path);
}

function problemsIn(problems: readonly Problem[], span: Span): readonly Problem[] {
  return problems.filter((problem) => {
    const { start } = problem;
    return start !== undefined && start >= span.start && start <= span.end;
  });
}

/** The problems of a row with their places counted from the beginning of its expression. */
export function problemsInside(row: TableRow): readonly Problem[] {
  const from = row.value?.start ?? 0;
  return row.problems.map((problem) => ({
    ...problem,
    ...(problem.start === undefined ? {} : { start: Math.max(0, problem.start - from) }),
    ...(problem.end === undefined ? {} : { end: Math.max(0, problem.end - from) }),
  }));
}
