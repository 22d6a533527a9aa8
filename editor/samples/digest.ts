import { isJsonObject, type Json } from "@trasvase/shared/json.ts";

/** How many values a digest names at most. */
const mostValues = 6;

/** What stands out in a record, in one line: its first plain values with their names. */
export function digest(data: Json): string {
  if (!isJsonObject(data)) return JSON.stringify(data);
  const plain = Object.entries(data).filter(
    ([, value]) => value !== null && value !== "" && typeof value !== "object",
  );
  return plain
    .slice(0, mostValues)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(" · ");
}
