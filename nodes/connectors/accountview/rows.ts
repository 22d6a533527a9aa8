import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import type { AccountViewField, AccountViewResource } from "./field.ts";

/**
 * The records in an answer. Tolerant, as clients that work are: the main table by its name or else the first one, a single row as a
 * bare object, lines beside their headers (joined by the row number that holds inside this answer only) or inside them.
 */
export function recordsIn(resource: AccountViewResource, answer: Json | undefined): readonly JsonObject[] {
  if (!isJsonObject(answer)) return [];
  const main = memberOf(answer, resource.table) ?? Object.values(answer)[0];
  const rows = rowsOf(main);
  const { lines } = resource;
  if (!lines) return rows.map((row) => fromRow(resource, row));
  const lineFields = resource.fields.find((field) => field.name === lines.field)?.fields ?? [];
  const beside = rowsOf(memberOf(answer, lines.table));
  const joinKey = `${resource.table}_Id`;
  return rows.map((row) => {
    const own = beside.filter((line) => line[joinKey] !== undefined && line[joinKey] === row[joinKey]);
    const all = own.length > 0 ? own : rowsOf(memberOf(row, lines.table));
    const ownLines = all.map((line) => fromRow({ table: resource.table, fields: lineFields }, line));
    return { ...fromRow(resource, row), [lines.field]: ownLines };
  });
}

/** The rows of an answer that has one table, as they are. */
export function rowsIn(answer: Json | undefined): readonly JsonObject[] {
  return isJsonObject(answer) ? rowsOf(Object.values(answer)[0]) : rowsOf(answer);
}

function memberOf(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function rowsOf(value: Json | undefined): readonly JsonObject[] {
  if (Array.isArray(value)) return (value as readonly Json[]).filter(isJsonObject);
  return isJsonObject(value) ? [value] : [];
}

// Numbers of rows inside one answer; they identify nothing.
const synthetic = (table: string) => new Set(["EXT_KEY", `${table}_Id`]);

function fromRow(
  { fields, table }: Pick<AccountViewResource, "fields" | "table">,
  row: JsonObject,
): JsonObject {
  const record: Record<string, Json> = {};
  for (const field of fields) {
    if (field.code === undefined) continue;
    const value = memberOf(row, field.name);
    // AccountView leaves empty fields out; a mapping should not have to ask whether they are there.
    record[field.name] = value === undefined ? emptyOf(field) : fromValue(field, value);
  }
  const known = synthetic(table);
  for (const [name, value] of Object.entries(row)) {
    // What an installation has besides comes as it is.
    if (Object.hasOwn(record, name) || known.has(name) || (typeof value === "object" && value !== null))
      continue;
    record[name] = typeof value === "string" ? value.trimEnd() : value;
  }
  return record;
}

function emptyOf(field: AccountViewField): Json {
  switch (field.type) {
    case "number":
    case "integer":
      return 0;
    case "boolean":
      return false;
    default:
      return "";
  }
}

function fromValue(field: AccountViewField, value: Json): Json {
  switch (field.code) {
    case "L":
      return value === true || (typeof value === "string" && value.toUpperCase() === "TRUE");
    case "N":
    case "I":
    case "Y":
    case "B":
      return typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value))
        ? Number(value)
        : value;
    case "D":
      return typeof value === "string" ? value.slice(0, 10) : value;
    case "T":
      return typeof value === "string" ? dateTime(value) : value;
    default:
      return typeof value === "string" ? value.trimEnd() : String(value);
  }
}

// With or without a zone, it is the installation's own time.
function dateTime(value: string): string {
  return value
    .trim()
    .replace(/(Z|[+-]\d{2}:\d{2})$/, "")
    .replace(/\.0+$/, "");
}
