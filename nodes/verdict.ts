import { findNotJson, type Json } from "@trasvase/shared/json.ts";
import type { Verdict } from "@trasvase/shared/node.ts";

/** What a condition said about a record. A value that JSON cannot hold is left out. */
export function asVerdict(field: string, port: string, value: unknown, holds: boolean): Verdict {
  // findNotJson proves the type.
  const shown = typeof value === "boolean" ? value : findNotJson(value) ? undefined : (value as Json);
  return { field, port, value: shown, holds };
}
