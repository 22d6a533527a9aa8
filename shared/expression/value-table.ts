import type { Json } from "../json.ts";
import type { ValueTable } from "../record.ts";
import { refuse } from "./host-function.ts";

const indexes = new WeakMap<ValueTable, ReadonlyMap<string, Json>>();

function indexOf(table: ValueTable): ReadonlyMap<string, Json> {
  const known = indexes.get(table);
  if (known !== undefined) return known;
  const index = new Map<string, Json>();
  // Of two rows with the same value the first one counts, as a person reading the table would take it.
  for (const [from, to] of table.rows) if (!index.has(from)) index.set(from, to);
  indexes.set(table, index);
  return index;
}

/** `$table(name, value)`: rows are compared as text; without a row the default, without a default an error. */
export function lookUpTable(
  tables: Readonly<Record<string, ValueTable>>,
  name: unknown,
  value: unknown,
): unknown {
  if (typeof name !== "string" || !Object.hasOwn(tables, name)) {
    return refuse(
      "X2002",
      `There is no value table "${String(name)}" in this flow. Make it, or correct the name.`,
      name,
    );
  }
  const table = tables[name];
  if (table === undefined) return undefined;
  if (table.force === true && table.default !== undefined) return table.default;
  const found = rowOf(table, value);
  if (found !== undefined) return found;
  if (table.default !== undefined) return table.default;
  return refuse("X2001", missingRow(name, value), value);
}

function rowOf(table: ValueTable, value: unknown): Json | undefined {
  switch (typeof value) {
    case "string":
      return indexOf(table).get(value);
    case "number":
    case "boolean":
      return indexOf(table).get(String(value));
    default:
      return undefined;
  }
}

function missingRow(name: string, value: unknown): string {
  if (value === undefined || value === null) {
    return `Value table "${name}" was given nothing to look up. Give the field a value, or the table a default.`;
  }
  if (typeof value === "object") {
    return `Value table "${name}" looks up one text or number; it was given ${Array.isArray(value) ? "a list" : "an object"}. Use $map for each item of a list.`;
  }
  return `Value table "${name}" has no row for "${String(value).slice(0, 80)}". Add a row, or give the table a default.`;
}
