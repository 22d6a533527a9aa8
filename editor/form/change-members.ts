import type { Json, JsonObject } from "@trasvase/shared/json.ts";

/** An object with some members changed; undefined takes a member out. The order of the others stays. */
export function changeMembers(
  object: JsonObject,
  members: Readonly<Record<string, Json | undefined>>,
): JsonObject {
  const changed: Record<string, Json> = { ...object };
  for (const [name, value] of Object.entries(members)) {
    if (value === undefined) delete changed[name];
    else changed[name] = value;
  }
  return changed;
}
