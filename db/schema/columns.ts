import { type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, customType, timestamp } from "drizzle-orm/pg-core";

/**
 * Bytes. Everything that comes from a record (payloads, effects, expected results) is stored in such a column,
 * encoded by the caller: PostgreSQL's text, json and jsonb refuse NUL or lone surrogates, bytes refuse nothing.
 */
export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
});

/** A moment, to the millisecond: what JavaScript's Date holds, so that reading and writing back changes nothing. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/** The condition that a text or number column holds one of the listed values. */
export function oneOf(column: AnyPgColumn, values: readonly (string | number)[]): SQL {
  const list = values.map((value) => (typeof value === "number" ? String(value) : `'${value}'`)).join(", ");
  return sql`${column} in (${sql.raw(list)})`;
}
