import { lookup } from "../lookup.ts";
import type { Run } from "../run.ts";
import { isSequence, marksOf, newSequence, OUTER } from "../sequence.ts";
import type { Closure, Finish } from "./compiler.ts";

/** A field's name as a step: the field of an object, or of every item of an array. */
export function nameClosure(name: string, finish: Finish): Closure {
  return (input, _frame, run) => {
    if (typeof input !== "object" || input === null) return undefined;
    if (Array.isArray(input)) return finish(lookup(input, name, run));
    return Object.hasOwn(input, name) ? finish((input as Record<string, unknown>)[name]) : undefined;
  };
}

/** `*`: the values of all fields; arrays among them are poured out. */
export function wildcardOf(input: unknown, run: Run): unknown[] {
  const target: unknown =
    Array.isArray(input) && (marksOf(input) & OUTER) !== 0 && input.length > 0 ? input[0] : input;
  let result = newSequence();
  if (typeof target === "object" && target !== null) {
    for (const key of Object.keys(target)) {
      run.charge(1);
      const value = (target as Record<string, unknown>)[key];
      if (Array.isArray(value)) {
        // From here on it is an ordinary array: what was poured out of data is no longer unwrapped.
        if (isSequence(result)) result = result.slice();
        flattened(value, run, result);
      } else result.push(value);
      run.checkLength(result.length);
    }
  }
  return result;
}

function flattened(values: readonly unknown[], run: Run, into: unknown[]): unknown[] {
  for (const value of values) {
    run.charge(1);
    if (Array.isArray(value)) flattened(value, run, into);
    else into.push(value);
  }
  return into;
}

/** `**`: the value and everything inside it. */
export function descendantsOf(input: unknown, run: Run): unknown {
  if (input === undefined) return undefined;
  const result = newSequence();
  descend(input, result, run);
  return result.length === 1 ? result[0] : result;
}

function descend(value: unknown, into: unknown[], run: Run): void {
  run.charge(1);
  run.checkLength(into.length);
  if (Array.isArray(value)) {
    for (const item of value) descend(item, into, run);
    return;
  }
  into.push(value);
  if (typeof value !== "object" || value === null) return;
  for (const key of Object.keys(value)) descend((value as Record<string, unknown>)[key], into, run);
}
