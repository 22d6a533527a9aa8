import { Fault } from "./fault.ts";
import type { Run } from "./run.ts";

/** An own property of an object, as paths read it: nothing inherited, nothing of functions. */
export function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** An object of the data: not null, not an array, not a function. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is a number. An infinite one is refused: it cannot be written as JSON. */
export function isNumber(value: unknown): value is number {
  if (typeof value !== "number" || Number.isNaN(value)) return false;
  if (!Number.isFinite(value)) throw new Fault("D1001", { value });
  return true;
}

export function isArrayOfNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(isNumber);
}

export function isArrayOfTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/** Truthiness: empty text, 0, null, an empty object, functions and arrays without anything true are false. */
export function truthy(value: unknown): boolean {
  switch (typeof value) {
    case "boolean":
      return value;
    case "string":
      return value !== "";
    case "number":
      return isNumber(value) && value !== 0;
    case "object":
      if (value === null) return false;
      if (Array.isArray(value)) return anyTruthy(value);
      return Object.keys(value).length > 0;
    default:
      return false;
  }
}

/** Looks at every item, as the reference does: an infinite number anywhere is refused. */
function anyTruthy(items: readonly unknown[]): boolean {
  let found = false;
  for (const item of items) if (truthy(item)) found = true;
  return found;
}

/** Equality by value. */
export function deepEqual(left: unknown, right: unknown, run: Run): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) && Array.isArray(right)) {
    if (left.length !== right.length) return false;
    run.charge(1 + left.length);
    return left.every((item, index) => deepEqual(item, right[index], run));
  }
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const leftKeys = Object.keys(left);
  if (leftKeys.length !== Object.keys(right).length) return false;
  run.charge(1 + leftKeys.length);
  return leftKeys.every(
    (key) => Object.hasOwn(right, key) && deepEqual(member(left, key), member(right, key), run),
  );
}
