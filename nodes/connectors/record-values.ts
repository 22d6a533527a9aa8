import { ConnectorError } from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";

/** Anything that can be asked for by name: a resource of a system, a field of a resource. */
interface Named {
  readonly name: string;
}

/** The resource of that name. Throws ConnectorError *rejected*. */
export function resourceNamed<Resource extends Named>(
  system: string,
  resources: readonly Resource[],
  name: string,
): Resource {
  const resource = resources.find((one) => one.name === name);
  if (resource) return resource;
  throw new ConnectorError(
    "rejected",
    "no-resource",
    `${system} has no resource "${name.slice(0, 60)}" here.`,
  );
}

/** The field of that name. Throws ConnectorError *rejected*. */
export function fieldNamed<Field extends Named>(
  system: string,
  resource: { readonly title: string; readonly fields: readonly Field[] },
  name: string,
): Field {
  const field = resource.fields.find((one) => one.name === name);
  if (field) return field;
  throw new ConnectorError(
    "rejected",
    "unknown-field",
    `${system}'s ${resource.title.toLowerCase()} have no field "${name.slice(0, 60)}".`,
  );
}

/** What is to be written, as a record with fields. Throws ConnectorError *rejected*. */
export function recordToWrite(system: string, title: string, data: Json): JsonObject {
  if (isJsonObject(data)) return data;
  throw new ConnectorError(
    "rejected",
    "not-a-record",
    `${system}'s ${title.toLowerCase()} need a record with fields.`,
  );
}

/** A field that a record may not carry. `why` goes on after the field's name and the resource's title. */
export function refuseField(title: string, name: string, why: string): ConnectorError {
  return new ConnectorError(
    "rejected",
    "unknown-field",
    `The field "${name.slice(0, 60)}" of ${title.toLowerCase()} ${why}`,
  );
}

/** A value that a record is looked for by, as text. Throws ConnectorError *rejected*: an empty one would find anything. */
export function matchText(field: string, value: Json | undefined): string {
  const text = value === undefined || value === null || typeof value === "object" ? "" : String(value).trim();
  if (text !== "") return text;
  throw new ConnectorError("rejected", "match-value", `The value to find "${field}" by is empty.`);
}

/** Whether a record has what was asked for, as databases compare by default: without regard to case and to blanks around. */
export function hasValue(has: Json | undefined, asked: Json | undefined): boolean {
  return plainText(has) === plainText(asked);
}

function plainText(value: Json | undefined): string {
  return String(value ?? "")
    .trim()
    .toLowerCase();
}

/** Whether a field would change: empty, null and not there are the same to a person who compares two records. */
export function isSameValue(a: Json, b: Json | undefined): boolean {
  if (typeof a === "string" && typeof b === "string") return a.trim() === b.trim();
  return a === b || (isEmpty(a) && isEmpty(b));
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === "";
}
