import type { FieldType, ResourceField } from "@trasvase/shared/connector.ts";
import type { QuickFix } from "@trasvase/shared/expression/lint/finding.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { isJsonObject } from "@trasvase/shared/json.ts";
import type { Problem } from "@trasvase/shared/problem.ts";
import { isList } from "../expression/expression-path.ts";
import { shorten } from "../expression/shorten.ts";
import type { CellReader, CellValue } from "./cell-values.ts";
import { convert } from "./dropping/conversions.ts";
import { type ListCheck, type ListOutcome, staysList } from "./lists/list-sizes.ts";
import type { TargetRow } from "./target-rows.ts";

/** Something to look at in a row, with what would solve it. The message is found by the code. */
export type RowProblem = { readonly fix?: RowFix } & (
  | {
      readonly code: "required-unmapped" | "required-not-sent" | "required-null" | "required-empty";
      readonly severity: "error";
    }
  | { readonly code: "wrong-type"; readonly severity: "warning"; readonly type: FieldType }
  | { readonly code: "not-listed"; readonly severity: "warning"; readonly value: string }
  | {
      readonly code: "too-long";
      readonly severity: "warning";
      readonly length: number;
      readonly most: number;
    }
  /** A list that is no list with some number of elements. */
  | {
      readonly code: "collapses";
      readonly severity: "warning";
      readonly zero: ListOutcome;
      readonly one: ListOutcome;
      readonly two: ListOutcome;
    }
  /** Found in the text or by evaluating it; it brings its own message. */
  | { readonly code: "text"; readonly severity: Problem["severity"]; readonly message: string }
);

/** A change of the row that one click makes. */
export type RowFix =
  | { readonly kind: "wrap" }
  | { readonly kind: "convert"; readonly expression: string }
  /** Replaces a range of the whole text. */
  | {
      readonly kind: "text";
      readonly title: string;
      readonly start: number;
      readonly end: number;
      readonly text: string;
    }
  | { readonly kind: "table" };

/** What planning, a run or lint found at a place of the text. */
type TextProblem = Pick<Problem, "severity" | "message" | "start"> & { readonly fix?: QuickFix };

export interface ProblemInput {
  readonly rows: readonly TargetRow[];
  /** Found in the text, with places in it. */
  readonly problems: readonly TextProblem[];
  readonly reader: CellReader | undefined;
  readonly lists: ReadonlyMap<string, ListCheck>;
}

/** What there is to look at in each row, the worst first; rows without anything are left out. */
export function rowProblems({
  rows,
  problems,
  reader,
  lists,
}: ProblemInput): ReadonlyMap<string, readonly RowProblem[]> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const found = new Map<string, readonly RowProblem[]>();
  for (const row of rows) {
    const written = inText(row, problems);
    const own = [
      ...written,
      ...unmapped(row, byId),
      // A mistake in the text makes its evaluation fail too, which says nothing more.
      ...(row.pair && reader && written.every(({ severity }) => severity !== "error")
        ? ofValue(row, reader.value(row))
        : []),
      ...ofList(row, lists.get(row.id)),
    ];
    if (own.length > 0)
      found.set(
        row.id,
        own.sort((a, b) => weight(a) - weight(b)),
      );
  }
  return found;
}

function weight({ severity }: RowProblem): number {
  return severity === "error" ? 0 : severity === "warning" ? 1 : 2;
}

/** Problems that stand in the row's own part of the text; those inside a group belong to its rows. */
function inText(row: TargetRow, problems: readonly TextProblem[]): readonly RowProblem[] {
  const { pair } = row;
  if (!pair) return [];
  const inner = row.group?.object.pairs ?? [];
  const isIn = ({ start }: TextProblem) =>
    start !== undefined &&
    start >= pair.key.start &&
    start <= pair.value.end &&
    !inner.some((one) => start >= one.key.start && start <= one.value.end);
  // Planning and the run may say the same of one place.
  const own = new Map(problems.filter(isIn).map((problem) => [problem.message, problem]));
  return [...own.values()].map(({ severity, message, fix }) => ({
    code: "text",
    severity,
    message,
    ...(fix ? { fix: { kind: "text", ...fix } } : {}),
  }));
}

function unmapped(row: TargetRow, byId: ReadonlyMap<string, TargetRow>): readonly RowProblem[] {
  const above = row.above === undefined ? undefined : byId.get(row.above);
  const waits = above?.kind === "lines" && !above.pair;
  if (!row.isRequired || row.pair || row.isCovered || row.kind === "object" || waits) return [];
  return [{ code: "required-unmapped", severity: "error" }];
}

function ofValue(row: TargetRow, value: CellValue | undefined): readonly RowProblem[] {
  if (!value) return [];
  switch (value.kind) {
    case "failed":
      return [{ code: "text", severity: "error", message: value.message }];
    case "not-sent":
    case "null":
    case "empty":
      return row.isRequired ? [{ code: `required-${value.kind}`, severity: "error" }] : [];
    case "value":
      return row.field ? ofSent(row, row.field, value.value) : [];
    default:
      return [];
  }
}

function ofSent(row: TargetRow, field: ResourceField, value: Json): readonly RowProblem[] {
  if (!isOfType(value, field.type)) {
    const converted = convert(row.text, field.type, value);
    return [
      {
        code: "wrong-type",
        severity: "warning",
        type: field.type,
        ...(converted.kind === undefined ? {} : { fix: { kind: "convert", expression: converted.text } }),
      },
    ];
  }
  if (field.values && field.values.length > 0 && !field.values.some((one) => one.value === value)) {
    return [{ code: "not-listed", severity: "warning", value: shorten(value), fix: { kind: "table" } }];
  }
  const { maxLength } = field;
  if (maxLength !== undefined && typeof value === "string" && value.length > maxLength) {
    return [{ code: "too-long", severity: "warning", length: value.length, most: maxLength }];
  }
  return [];
}

/** Whether a value can be sent as a type as it is. */
function isOfType(value: Json, type: FieldType): boolean {
  switch (type) {
    case "text":
      return typeof value === "string";
    case "number":
      // Decimals that a double cannot hold are texts.
      return typeof value === "number" || (typeof value === "string" && /^[+-]?\d+(?:\.\d+)?$/.test(value));
    case "integer":
      return typeof value === "number" && Number.isInteger(value);
    case "boolean":
      return typeof value === "boolean";
    case "date":
    case "dateTime":
      return typeof value === "string" && /^(?:\d{4}-\d{2}-\d{2}|\/Date\()/.test(value);
    case "object":
      return isJsonObject(value);
    case "list":
      // What is no list now is told with all sizes tried.
      return isList(value) || isJsonObject(value);
    case "any":
      return true;
  }
}

function ofList(row: TargetRow, check: ListCheck | undefined): readonly RowProblem[] {
  if (!check || staysList(check)) return [];
  const outcomeWith = (size: number) => check.find((one) => one.size === size)?.outcome ?? "list";
  return [
    {
      code: "collapses",
      severity: "warning",
      zero: outcomeWith(0),
      one: outcomeWith(1),
      two: outcomeWith(2),
      ...(row.place ? { fix: { kind: "wrap" } } : {}),
    },
  ];
}
