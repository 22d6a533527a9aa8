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
    return refuse("X2002", { name: String(name), value: name });
  }
  const table = tables[name];
  if (table === undefined) return undefined;
  if (table.force === true && table.default !== undefined) return table.default;
  const found = rowOf(table, value);
  if (found !== undefined) return found;
  if (table.default !== undefined) return table.default;
  return refuse("X2001", { name, value, ...caseOf(value) });
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

function caseOf(value: unknown): { readonly variant?: string } {
  if (value === undefined || value === null) return { variant: "nothing" };
  return typeof value === "object" ? { variant: "many" } : {};
}
