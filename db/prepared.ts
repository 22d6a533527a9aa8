import { sql } from "drizzle-orm";
import type postgres from "postgres";

const mark = "/* prepared */ ";

/**
 * Put at the beginning of a statement that runs for every chunk or push: the server parses and plans it once per connection, and it takes
 * one round trip instead of two. Its text must not depend on how many values it is given: pass lists as {@link listOf} literals.
 */
export const prepared = sql.raw(mark);

/** This moment, never later: a column of whole milliseconds would round half of all moments up, and what is due now would not be so yet. */
export const dueNow = sql.raw("date_trunc('milliseconds', clock_timestamp())");

/** A client that prepares the statements marked so; the others it leaves to the server's parser each time. */
export function withPrepared<Client extends postgres.Sql | postgres.TransactionSql>(client: Client): Client {
  return new Proxy(client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (name === "unsafe" && typeof member === "function") {
        return (text: string, parameters?: unknown[], options?: object) =>
          member.call(
            target,
            text,
            parameters,
            text.startsWith(mark) ? { ...options, prepare: true } : options,
          );
      }
      if ((name === "begin" || name === "savepoint") && typeof member === "function") {
        return (...given: unknown[]) => member.apply(target, given.map(wrapped));
      }
      return member;
    },
  });
}

/** Inside a transaction the same holds. */
function wrapped(given: unknown): unknown {
  if (typeof given !== "function") return given;
  return (client: postgres.TransactionSql) => given(withPrepared(client));
}

/**
 * Values as one array literal, to be cast to the type of its elements: `${listOf(keys)}::text[]`. One parameter costs the server and us a
 * fraction of what one per value does.
 */
export function listOf(values: readonly (string | number | boolean | null)[]): string {
  let literal = "{";
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? null;
    if (index > 0) literal += ",";
    literal += typeof value === "string" ? quoted(value) : value === null ? "NULL" : String(value);
  }
  return `${literal}}`;
}

/** The same, or null when every value is null: such a list says nothing, and `unnest` fills the column with nulls. */
export function listOrNull(values: readonly (string | number | null)[]): string | null {
  return values.some((value) => value !== null) ? listOf(values) : null;
}

/** Bytes as they stand in an array literal of type `bytea[]`. */
export function bytesText(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex")}`;
}

function quoted(text: string): string {
  return text.includes('"') || text.includes("\\") ? `"${text.replace(/["\\]/g, "\\$&")}"` : `"${text}"`;
}
