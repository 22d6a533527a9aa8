/**
 * JSONata distinguishes sequences (results on their way, unwrapped when they hold one item) from arrays (data). Both
 * are JavaScript arrays here; a sequence carries a mark under a symbol, which data from outside cannot forge and which
 * is removed before a result leaves the evaluation.
 */
const marks: unique symbol = Symbol("marks");

interface Marked extends Array<unknown> {
  [marks]?: number;
}

export const SEQUENCE = 1;
/** A sequence of one item stays an array: `[]` was written behind it. */
export const KEEP = 2;
/** Made by an array constructor in a path: not flattened into the next sequence. */
export const CONSTRUCTED = 4;
/** Holds tuples `{"@": item, …names}` instead of items. */
export const TUPLES = 8;
/** Wraps an input that is an array. */
export const OUTER = 16;

export function marksOf(array: readonly unknown[]): number {
  return (array as Marked)[marks] ?? 0;
}

export function mark(array: unknown[], bits: number): unknown[] {
  (array as Marked)[marks] = marksOf(array) | bits;
  return array;
}

export function newSequence(): unknown[] {
  const result: Marked = [];
  result[marks] = SEQUENCE;
  return result;
}

export function sequenceOf(item: unknown): unknown[] {
  const result: Marked = [item];
  result[marks] = SEQUENCE;
  return result;
}

export function isSequence(value: unknown): value is unknown[] {
  return Array.isArray(value) && (marksOf(value) & SEQUENCE) !== 0;
}

/** The rule applied after every evaluated part: an empty sequence is nothing, a sequence of one is its item. */
export function collapse(value: unknown): unknown {
  if (!Array.isArray(value) || value.length > 1) return value;
  const bits = marksOf(value);
  if ((bits & SEQUENCE) === 0 || (bits & TUPLES) !== 0) return value;
  if (value.length === 0) return undefined;
  return (bits & KEEP) !== 0 ? value : value[0];
}

/** As `collapse`, behind `[]`: a sequence of one item stays an array. */
export function collapseKeeping(value: unknown): unknown {
  if (!Array.isArray(value) || value.length > 1) return value;
  const bits = marksOf(value);
  if ((bits & SEQUENCE) === 0 || (bits & TUPLES) !== 0) return value;
  if (value.length === 0) return undefined;
  return mark(value, KEEP);
}

/** Sets an own property, whatever its name: `__proto__` is data like any other key. */
export function setMember(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__") {
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    target[key] = value;
  }
}
