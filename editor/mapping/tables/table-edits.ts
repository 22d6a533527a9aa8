import type { ResourceField } from "@trasvase/shared/connector.ts";
import type { GraphTable } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";

/** A table with another row at its end. */
export function withRow(table: GraphTable, from: string, to: Json): GraphTable {
  return { ...table, rows: [...table.rows, [from, to]] };
}

/** A table with a row changed. */
export function withRowAt(table: GraphTable, index: number, [from, to]: readonly [string, Json]): GraphTable {
  return { ...table, rows: table.rows.map((row, at) => (at === index ? [from, to] : row)) };
}

/** A table without a row. */
export function withoutRow(table: GraphTable, index: number): GraphTable {
  return { ...table, rows: table.rows.filter((_, at) => at !== index) };
}

/** A table with another default, or with none; a forced one cannot be without. */
export function withDefault(table: GraphTable, value: Json | undefined): GraphTable {
  const { default: _before, force, ...rest } = table;
  if (value === undefined) return rest;
  return { ...rest, default: value, ...(force === undefined ? {} : { force }) };
}

/** A table whose default always wins, or not. */
export function withForce(table: GraphTable, force: boolean): GraphTable {
  const { force: _before, ...rest } = table;
  return force ? { ...rest, force } : rest;
}

/** What somebody typed as a value of the target: a number or yes and no where the field is one, else a text. */
export function readTargetValue(typed: string, field: ResourceField | undefined): Json {
  const listed = field?.values?.find(({ value }) => String(value) === typed);
  if (listed) return listed.value;
  const text = typed.trim();
  if (
    (field?.type === "number" || field?.type === "integer") &&
    text !== "" &&
    Number.isFinite(Number(text))
  ) {
    return Number(text);
  }
  if (field?.type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return typed;
}
