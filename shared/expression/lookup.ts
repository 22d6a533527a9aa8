import type { Run } from "./run.ts";
import { newSequence } from "./sequence.ts";

/** The values of a field in all items of an array, arrays among them poured out. Of an object, its own field. */
export function lookup(value: unknown, key: string, run: Run): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  if (!Array.isArray(value)) {
    return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  }
  const result = newSequence();
  run.charge(value.length);
  for (const item of value) {
    const found = lookup(item, key, run);
    if (found === undefined) continue;
    if (Array.isArray(found)) for (const inner of found) result.push(inner);
    else result.push(found);
    run.checkLength(result.length);
  }
  return result;
}
