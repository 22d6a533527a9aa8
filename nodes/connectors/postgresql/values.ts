import type { Json } from "@trasvase/shared/json.ts";
import { type Column, quote, type Table } from "./columns.ts";

/** The columns that stand for a row as its id: the table's key, or the columns it is matched by. */
export function idColumns(table: Table, match: readonly string[]): readonly string[] {
  return table.key.length > 0 ? table.key : match;
}

/** The id of a row as an expression: the text of its one column, or a JSON list of several. */
export function idExpression(columns: readonly string[], alias: string): string {
  const [first, second] = columns;
  if (first === undefined) return "''";
  if (second === undefined) return `${alias}.${quote(first)}::text`;
  return `json_build_array(${columns.map((column) => `${alias}.${quote(column)}::text`).join(", ")})::text`;
}

/** The texts of an id, one per column; undefined when it is none of a row with so many. */
export function idTexts(id: string, count: number): readonly string[] | undefined {
  if (count === 1) return [id];
  try {
    const list: unknown = JSON.parse(id);
    const isId = Array.isArray(list) && list.length === count && list.every((one) => typeof one === "string");
    return isId ? (list as string[]) : undefined;
  } catch {
    return undefined;
  }
}

/** A value as the server reads it from text; null for NULL. */
export function textOf(value: Json | undefined, column: Column): string | null {
  if (value === undefined || value === null) return null;
  if (column.isJson) return JSON.stringify(value);
  if (typeof value === "string") return value;
  if (typeof value !== "object") return String(value);
  if (column.category === "A" && Array.isArray(value)) return listOf(value as readonly Json[]);
  return JSON.stringify(value);
}

function listOf(values: readonly Json[]): string {
  const parts = values.map((value): string => {
    if (value === null) return "NULL";
    if (Array.isArray(value)) return listOf(value as readonly Json[]);
    return quoted(typeof value === "object" ? JSON.stringify(value) : String(value));
  });
  return `{${parts.join(",")}}`;
}

/** Texts as one array that the server reads: a parameter per column costs a fraction of one per value. */
export function listLiteral(texts: readonly (string | null)[]): string {
  let literal = "{";
  for (let index = 0; index < texts.length; index++) {
    const text = texts[index] ?? null;
    if (index > 0) literal += ",";
    literal += text === null ? "NULL" : quoted(text);
  }
  return `${literal}}`;
}

function quoted(text: string): string {
  const escaped = text.includes('"') || text.includes("\\") ? text.replace(/["\\]/g, "\\$&") : text;
  return `"${escaped}"`;
}
