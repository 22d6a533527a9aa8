import type { ResourceField } from "@trasvase/shared/connector.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { isList, type ValuePath } from "../expression/expression-path.ts";
import { jsonType, membersOf, pathId } from "../ui/json-rows.ts";

/** What the target would object to in a value. Missing fields have no place in the record and are told elsewhere. */
export type Violation =
  | { readonly code: "unknown" }
  | { readonly code: "readOnly" }
  | { readonly code: "type"; readonly wanted: ResourceField["type"] }
  | { readonly code: "tooLong"; readonly most: number; readonly length: number }
  | { readonly code: "notAllowed"; readonly allowed: string };

/** The places of a record that do not fit the fields of a resource, by path. An empty list of fields allows everything. */
export function findViolations(
  record: Json,
  fields: readonly ResourceField[],
): ReadonlyMap<string, Violation> {
  const found = new Map<string, Violation>();
  checkMembers(record, fields, [], found);
  return found;
}

function checkMembers(
  record: Json,
  fields: readonly ResourceField[],
  path: ValuePath,
  found: Map<string, Violation>,
): void {
  if (fields.length === 0 || jsonType(record) !== "object") return;
  for (const [name, value] of membersOf(record)) {
    const field = fields.find((one) => one.name === name);
    const place = [...path, name];
    const violation = field ? violationOf(value, field) : ({ code: "unknown" } as const);
    if (violation) found.set(pathId(place), violation);
    else if (field?.fields) checkInside(value, field.fields, place, found);
  }
}

function checkInside(
  value: Json,
  fields: readonly ResourceField[],
  path: ValuePath,
  found: Map<string, Violation>,
): void {
  if (!isList(value)) {
    checkMembers(value, fields, path, found);
    return;
  }
  for (const [index, element] of value.entries()) checkMembers(element, fields, [...path, index], found);
}

const mostAllowedShown = 6;

function violationOf(value: Json, field: ResourceField): Violation | undefined {
  if (field.writable === false) return { code: "readOnly" };
  if (value === null) return undefined;
  if (!fits(value, field.type)) return { code: "type", wanted: field.type };
  if (typeof value === "string" && field.maxLength !== undefined && value.length > field.maxLength) {
    return { code: "tooLong", most: field.maxLength, length: value.length };
  }
  const { values } = field;
  if (!values || values.length === 0 || value === "") return undefined;
  if (values.some((one) => String(one.value) === String(value))) return undefined;
  const shown = values.slice(0, mostAllowedShown).map((one) => String(one.value));
  return { code: "notAllowed", allowed: shown.join(", ") + (values.length > shown.length ? " …" : "") };
}

/** Numbers too large for a double travel as text, and systems take plain values for text. */
function fits(value: Json, type: ResourceField["type"]): boolean {
  const is = jsonType(value);
  switch (type) {
    case "text":
      return is !== "object" && is !== "array";
    case "number":
      return (
        is === "number" || (typeof value === "string" && value.trim() !== "" && !Number.isNaN(Number(value)))
      );
    case "integer":
      return Number.isInteger(value) || (typeof value === "string" && /^-?\d+$/.test(value));
    case "boolean":
      return is === "boolean";
    case "date":
    case "dateTime":
      return value === "" || (typeof value === "string" && /^\d{4}-\d{2}-\d{2}/.test(value));
    case "object":
      return is === "object";
    case "list":
      return is === "array";
    default:
      return true;
  }
}
