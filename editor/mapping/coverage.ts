import type { Json } from "@trasvase/shared/json.ts";
import { valueAt } from "../expression/expression-path.ts";
import type { TargetField } from "./find-target.ts";

/** What is sent for a field with the current sample: JSONata leaves out what has no value, which is neither null nor empty. */
export type Sent = "value" | "empty" | "null" | "not-sent";

/** How a field of the output arrives. */
export function sentAs(output: Json | undefined, path: readonly string[]): Sent {
  const value = valueAt(output, path);
  if (value === undefined) return "not-sent";
  if (value === null) return "null";
  return value === "" ? "empty" : "value";
}

/** How many of the target's fields a mapping text fills. */
export interface Coverage {
  readonly requiredFilled: number;
  readonly required: number;
  readonly optionalFilled: number;
  readonly optional: number;
}

/** Counts the target's fields for which `isMapped` holds. */
export function countCoverage(
  fields: readonly TargetField[],
  isMapped: (path: readonly string[]) => boolean,
): Coverage {
  const count = (required: boolean, mapped: boolean) =>
    fields.filter((one) => one.required === required && (!mapped || isMapped(one.path))).length;
  return {
    requiredFilled: count(true, true),
    required: count(true, false),
    optionalFilled: count(false, true),
    optional: count(false, false),
  };
}
