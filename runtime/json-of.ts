import type { Json } from "@trasvase/shared/json.ts";

/** A value of a `json` column. The driver parsed it, so it is JSON; the column type only does not know. */
export function jsonOf(value: unknown): Json {
  return value as Json;
}
