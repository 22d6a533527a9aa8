import type { FieldType, ResourceDefinition } from "@trasvase/shared/connector.ts";
import type { Json, JsonObject } from "@trasvase/shared/json.ts";

const byType: Readonly<Record<FieldType, Json>> = {
  text: "(assigned)",
  number: 0,
  integer: 0,
  boolean: false,
  date: "2000-01-01",
  dateTime: "2000-01-01T00:00:00",
  object: {},
  list: [],
  any: null,
};

/** Typed stand-ins for the fields that a system fills in when a record is created. */
export function placeholdersOf(resource: ResourceDefinition): JsonObject {
  const assigned = resource.fields.filter((field) => field.assigned === true);
  return Object.fromEntries(assigned.map((field) => [field.name, byType[field.type]]));
}
