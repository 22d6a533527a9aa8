import type { Run } from "../run.ts";
import { newSequence } from "../sequence.ts";
import { deepEqual } from "../values.ts";

/** The items without repetitions. Linear: objects and arrays are compared by a canonical text. */
export function distinct(run: Run, items: readonly unknown[], asSequence: boolean): unknown[] {
  const result = asSequence ? newSequence() : [];
  const seen = new Set<unknown>();
  const texts = new Set<string>();
  const others: unknown[] = [];
  for (const item of items) {
    run.charge(1);
    if (typeof item !== "object" || item === null) {
      // A Set finds NaN equal to itself, which `=` does not.
      if (seen.has(item) && !Number.isNaN(item)) continue;
      seen.add(item);
    } else {
      const text = canonical(run, item);
      if (text === undefined) {
        run.charge(others.length);
        if (others.some((other) => deepEqual(other, item, run))) continue;
        others.push(item);
      } else {
        if (texts.has(text)) continue;
        texts.add(text);
      }
    }
    result.push(item);
  }
  return result;
}

/** A text that is equal for equal values; undefined when the value holds what JSON cannot say. */
function canonical(run: Run, value: unknown): string | undefined {
  run.charge(1);
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "number":
      return Number.isFinite(value) ? String(value === 0 ? 0 : value) : undefined;
    case "boolean":
      return String(value);
    case "object":
      return value === null ? "null" : canonicalContainer(run, value);
    default:
      return undefined;
  }
}

function canonicalContainer(run: Run, value: object): string | undefined {
  const parts: string[] = [];
  const isArray = Array.isArray(value);
  for (const key of isArray ? value.keys() : Object.keys(value).sort()) {
    const text = canonical(run, (value as Record<string | number, unknown>)[key]);
    if (text === undefined) return undefined;
    parts.push(isArray ? text : `${JSON.stringify(key)}:${text}`);
  }
  return run.text(isArray ? `[${parts.join()}]` : `{${parts.join()}}`);
}
