import type { ExactField, ExactResource } from "./field.ts";

const guidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text can be the id of a record. */
export function isGuid(value: unknown): value is string {
  return typeof value === "string" && guidPattern.test(value);
}

/**
 * A value as a literal in a filter; undefined when no record can have that value in this field (a text that is no GUID for a GUID
 * field), so that asking would only be an error.
 */
export function literal(field: ExactField, text: string): string | undefined {
  switch (field.edm) {
    case "Guid":
      return isGuid(text) ? `guid'${text.toLowerCase()}'` : undefined;
    case "Int32":
    case "Byte":
      return /^-?\d{1,15}$/.test(text) ? text : undefined;
    case "Int64":
      return /^-?\d{1,19}$/.test(text) ? `${text}L` : undefined;
    case "Double":
      return /^-?\d+(\.\d+)?$/.test(text) ? text : undefined;
    case "Boolean":
      return text === "true" || text === "false" ? text : undefined;
    case "Date":
    case "DateTime":
      return /^\d{4}-\d{2}-\d{2}(T[\d:.]+)?$/.test(text) ? `datetime'${text}'` : undefined;
    case "Lines":
    case "Binary":
      return undefined;
    case "String":
      return `'${(field.padLeft === undefined ? text : text.padStart(field.padLeft)).replaceAll("'", "''")}'`;
  }
}

/** The address of a list, its fields named, its lines delivered along. */
export function listUrl(
  root: string,
  resource: ExactResource,
  options: Readonly<Record<string, string>>,
): string {
  const query = queryString({ $select: selection(resource), $expand: expansion(resource), ...options });
  return `${root}${resource.path}?${query}`;
}

/** Names of the fields that can be read, those of the lines included. */
function selection(resource: ExactResource): string {
  return resource.fields
    .filter((field) => field.readable !== false)
    .flatMap((field) =>
      field.fields ? field.fields.map((inner) => `${field.name}/${inner.name}`) : [field.name],
    )
    .join(",");
}

/** Navigation properties to be delivered along. */
function expansion(resource: ExactResource): string | undefined {
  const names = resource.fields.filter((field) => field.edm === "Lines").map((field) => field.name);
  return names.length === 0 ? undefined : names.join(",");
}

/** A query string in the order given, values encoded as far as they must be, members that are undefined left out. */
export function queryString(options: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(options)
    .flatMap(([name, value]) =>
      value === undefined
        ? []
        : [`${name}=${encodeURIComponent(value).replace(/%2C/g, ",").replace(/%2F/g, "/")}`],
    )
    .join("&");
}
