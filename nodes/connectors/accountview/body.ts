import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import { refuseField } from "../record-values.ts";
import type { AccountViewField, AccountViewResource } from "./field.ts";

interface TableDefinition extends JsonObject {
  readonly Name: string;
  readonly Fields: readonly { readonly Name: string; readonly FieldType: string }[];
}

interface Rows extends JsonObject {
  readonly Rows: readonly { readonly Values: readonly Json[] }[];
}

/**
 * The positional body of a write: a definition of the fields, then values in that order, lines as a table of their own. Throws
 * ConnectorError *rejected* for a field that AccountView does not know or does not take.
 */
export function bodyOf(
  resource: AccountViewResource,
  data: JsonObject,
  { bookYear, key }: { readonly bookYear: string; readonly key?: string },
): JsonObject {
  const { lines } = resource;
  const header = Object.fromEntries(Object.entries(data).filter(([name]) => name !== lines?.field));
  const names = Object.keys(header);
  const fields = names.map((name) =>
    name === key
      ? keyField(resource.fields, name)
      : writableField(resource.fields, name, resource.title, header[name] ?? null),
  );
  const main: TableDefinition = { Name: resource.table, Fields: [rowId, ...fields.map(toDefinition)] };
  const values = ["1", ...fields.map((field) => toValue(field, header[field.name] ?? null))];
  const detail =
    lines && Object.hasOwn(data, lines.field) ? detailOf(resource, data[lines.field] ?? []) : undefined;
  return {
    ...(bookYear === "" ? {} : { BookDate: `${bookYear}T00:00:00.000Z` }),
    BusinessObject: resource.businessObject,
    Table: { Definition: main, ...(detail ? { DetailDefinitions: [detail.definition] } : {}) },
    TableData: { Data: { Rows: [{ Values: values }] }, ...(detail ? { DetailData: [detail.rows] } : {}) },
  };
}

const rowId = { Name: "RowId", FieldType: "C" } as const;
const headerId = { Name: "HeaderId", FieldType: "C" } as const;

function detailOf(
  resource: AccountViewResource,
  value: Json,
): { readonly definition: TableDefinition; readonly rows: Rows } {
  const { lines } = resource;
  const known = resource.fields.find((field) => field.name === lines?.field)?.fields ?? [];
  const list = (Array.isArray(value) ? (value as readonly Json[]) : [value]).filter(isJsonObject);
  // One definition for all lines, so a field that only some of them have stands empty in the others.
  const names = [...new Set(list.flatMap((line) => Object.keys(line)))];
  const fields = names.map((name) =>
    writableField(known, name, `${resource.title}, lines`, list.find((line) => name in line)?.[name] ?? null),
  );
  return {
    definition: { Name: lines?.table ?? "", Fields: [rowId, headerId, ...fields.map(toDefinition)] },
    rows: {
      Rows: list.map((line, index) => ({
        Values: [String(index + 1), "1", ...fields.map((field) => toValue(field, line[field.name] ?? null))],
      })),
    },
  };
}

function writableField(
  fields: readonly AccountViewField[],
  name: string,
  title: string,
  value: Json,
): AccountViewField {
  const field = fields.find((one) => one.name === name);
  if (!field && isName(name)) return unknownField(name, value);
  if (!field || field.code === undefined)
    throw refuseField(title, name, "does not exist. Take it out of the mapping, or correct its name.");
  if (field.writable === false)
    throw refuseField(
      title,
      name,
      "is filled in by AccountView and cannot be sent. Take it out of the mapping.",
    );
  return field;
}

// The key says which record is meant, also where AccountView assigns it.
function keyField(fields: readonly AccountViewField[], name: string): AccountViewField {
  return fields.find((one) => one.name === name) ?? { name, title: name, type: "text", code: "C" };
}

function isName(name: string): boolean {
  return /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(name);
}

// A field that neither we nor the installation's dictionary know of: AccountView says itself when it does not exist.
function unknownField(name: string, value: Json): AccountViewField {
  if (typeof value === "number") return { name, title: name, type: "number", code: "N" };
  if (typeof value === "boolean") return { name, title: name, type: "boolean", code: "L" };
  return { name, title: name, type: "text", code: "C" };
}

// Amounts are sent as numbers and dates as date-times, whatever the column really is: that is what working clients do.
function toDefinition(field: AccountViewField): { readonly Name: string; readonly FieldType: string } {
  const code =
    field.code === "Y" || field.code === "B" ? "N" : field.code === "D" ? "T" : (field.code ?? "C");
  return { Name: field.name, FieldType: code };
}

function toValue(field: AccountViewField, value: Json): Json {
  if (value === null)
    return field.type === "number" || field.type === "integer" ? 0 : field.type === "boolean" ? false : "";
  if ((field.code === "D" || field.code === "T") && typeof value === "string" && value !== "")
    return isoTime(value);
  return value;
}

function isoTime(value: string): string {
  const [day = "", time = ""] = value.replace(/(Z|[+-]\d{2}:?\d{2})$/, "").split("T");
  const clock = time === "" ? "00:00:00" : (time.split(".")[0] ?? "");
  return `${day}T${clock}.000Z`;
}
