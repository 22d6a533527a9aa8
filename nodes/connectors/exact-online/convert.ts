import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import { recordToWrite, refuseField } from "../record-values.ts";
import type { ExactField, ExactResource } from "./field.ts";

/**
 * An entity as Exact Online writes it, as a record: padding gone, dates as ISO text, lines as a list, no `__metadata`. Timestamps are
 * the server's wall clock dressed up as UTC, so their digits are taken as they are, without an offset.
 */
export function fromExact(resource: Pick<ExactResource, "fields">, entity: JsonObject): JsonObject {
  const record: Record<string, Json> = {};
  for (const field of resource.fields) {
    const value = Object.hasOwn(entity, field.name) ? entity[field.name] : undefined;
    if (value !== undefined) {
      const converted = valueFrom(field, value);
      if (converted !== undefined) record[field.name] = converted;
    }
  }
  return record;
}

function valueFrom(field: ExactField, value: Json): Json | undefined {
  if (field.edm === "Lines") {
    // They come by key; people know them by their number.
    const lines = linesIn(value)?.toSorted((a, b) => Number(a.LineNumber ?? 0) - Number(b.LineNumber ?? 0));
    return lines?.map((line) => fromExact({ fields: field.fields ?? [] }, line));
  }
  if (typeof value !== "string") return value;
  if (field.edm === "Date" || field.edm === "DateTime") return dateFrom(value, field.edm);
  return field.padLeft === undefined ? value.trimEnd() : value.trim();
}

/** The elements of an expanded collection; undefined for one that was not delivered along. */
export function linesIn(value: Json): readonly JsonObject[] | undefined {
  const list = isJsonObject(value) ? value.results : value;
  return Array.isArray(list) ? (list as readonly Json[]).filter(isJsonObject) : undefined;
}

function dateFrom(value: string, edm: "Date" | "DateTime"): string {
  const milliseconds = /^\/Date\((-?\d+)\)\/$/.exec(value)?.[1];
  if (milliseconds === undefined) return value;
  const iso = new Date(Number(milliseconds)).toISOString();
  return edm === "Date" ? iso.slice(0, 10) : iso.slice(0, -1).replace(/\.000$/, "");
}

/** A record as Exact Online wants it in a body. Throws ConnectorError *rejected* for a field it does not know or does not take. */
export function toExact(resource: Pick<ExactResource, "fields" | "title">, data: Json): Record<string, Json> {
  const body: Record<string, Json> = {};
  for (const [name, value] of Object.entries(recordToWrite("Exact Online", resource.title, data))) {
    const field = resource.fields.find((one) => one.name === name);
    if (!field)
      throw refuseField(
        resource.title,
        name,
        "does not exist. Take it out of the mapping, or correct its name (capitals count).",
      );
    if (field.writable === false)
      throw refuseField(
        resource.title,
        name,
        "is filled in by Exact Online and cannot be sent. Take it out of the mapping.",
      );
    body[name] = valueTo(field, value, resource.title);
  }
  return body;
}

function valueTo(field: ExactField, value: Json, title: string): Json {
  if (value === null) return null;
  switch (field.edm) {
    case "Lines": {
      const list = Array.isArray(value) ? (value as readonly Json[]) : [value];
      return list.map((line) =>
        toExact({ fields: field.fields ?? [], title: `${title}, ${field.title.toLowerCase()}` }, line),
      );
    }
    // An offset would move a date to another day.
    case "Date":
      return typeof value === "string" ? value.slice(0, 10) : value;
    case "DateTime":
      return typeof value === "string" ? value.replace(/(Z|[+-]\d{2}:?\d{2})$/, "") : value;
    case "Byte":
      return typeof value === "boolean" ? Number(value) : value;
    default:
      return value;
  }
}
