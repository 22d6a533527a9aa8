import { cloneAll } from "../clone.ts";
import { Fault } from "../fault.ts";
import type { FunctionValue } from "../function-value.ts";
import type { Items } from "../lazy-range.ts";
import { lookup } from "../lookup.ts";
import type { Run } from "../run.ts";
import { isSequence, marksOf, newSequence, OUTER, setMember } from "../sequence.ts";
import { mergeSort } from "../sort.ts";
import { isArrayOfNumbers, isArrayOfTexts, isNumber, truthy } from "../values.ts";
import { distinct } from "./distinct.ts";
import { call, type Native, native } from "./native.ts";

type MaybeList = unknown[] | undefined;

/** Appends; nothing adds nothing. */
export function append(run: Run, left: unknown, right: unknown): unknown {
  if (left === undefined) return right;
  if (right === undefined) return left;
  const head = Array.isArray(left) ? left : [left];
  const tail = Array.isArray(right) ? right : [right];
  run.checkLength(head.length + tail.length);
  run.charge(head.length + tail.length);
  return [...head, ...tail];
}

function keys(run: Run, value: unknown): unknown[] {
  const found = Object.create(null) as Record<string, true>;
  collectKeys(run, value, found);
  const result = newSequence();
  for (const key of Object.keys(found)) result.push(key);
  return result;
}

function collectKeys(run: Run, value: unknown, found: Record<string, true>): void {
  run.charge(1);
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) for (const item of value) collectKeys(run, item, found);
  else for (const key of Object.keys(value)) found[key] = true;
}

function spread(run: Run, value: unknown): unknown {
  run.charge(1);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return spreadAll(run, value);
  const result = newSequence();
  for (const key of Object.keys(value)) {
    const single: Record<string, unknown> = {};
    setMember(single, key, (value as Record<string, unknown>)[key]);
    result.push(single);
  }
  return result;
}

function spreadAll(run: Run, items: readonly unknown[]): unknown {
  const result: unknown[] = [];
  let appended = false;
  for (const item of items) {
    const parts = spread(run, item);
    if (parts === undefined) continue;
    appended = true;
    if (Array.isArray(parts)) for (const part of parts) result.push(part);
    else result.push(parts);
    run.checkLength(result.length);
  }
  return appended ? result : newSequence();
}

function merge(run: Run, objects: readonly object[] | undefined): unknown {
  if (objects === undefined) return undefined;
  const result: Record<string, unknown> = {};
  for (const object of objects) {
    for (const key of Object.keys(object)) {
      run.charge(1);
      setMember(result, key, (object as Record<string, unknown>)[key]);
    }
  }
  return result;
}

function reverse(run: Run, items: MaybeList): MaybeList {
  if (items === undefined || items.length <= 1) return items;
  run.charge(items.length);
  return items.slice().reverse();
}

function zip(run: Run, ...lists: unknown[]): unknown[] {
  const arrays = lists.map((list) => (Array.isArray(list) ? (list as unknown[]) : []));
  const length = arrays.reduce((least, list) => Math.min(least, list.length), Number.POSITIVE_INFINITY);
  const result: unknown[] = [];
  for (let index = 0; index < length && arrays.length > 0; index++) {
    run.charge(arrays.length);
    result.push(arrays.map((list) => list[index]));
  }
  return result;
}

function shuffle(run: Run, items: MaybeList): MaybeList {
  if (items === undefined || items.length <= 1) return items;
  run.charge(items.length);
  return shuffled(items, Math.random);
}

/** A copy in random order. `random` answers numbers from 0 up to but not including 1. */
export function shuffled(items: readonly unknown[], random: () => number): unknown[] {
  const result = items.slice();
  for (let index = result.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    const item = result[index];
    result[index] = result[other];
    result[other] = item;
  }
  return result;
}

function sort(run: Run, items: MaybeList, comparator: FunctionValue | undefined): MaybeList {
  if (items === undefined || items.length <= 1) return items;
  if (comparator !== undefined) {
    return mergeSort(items, (left, right) => Boolean(call(comparator, [left, right], run)));
  }
  if (!isArrayOfNumbers(items) && !isArrayOfTexts(items)) throw new Fault("D3070", { index: 1 });
  run.charge(items.length * Math.ceil(Math.log2(items.length)));
  return mergeSort(items as unknown as string[], (left, right) => left > right);
}

function typeName(_run: Run, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (value === null) return "null";
  if (isNumber(value)) return "number";
  if (typeof value === "string" || typeof value === "boolean" || typeof value === "function")
    return typeof value;
  return Array.isArray(value) ? "array" : "object";
}

function clone(run: Run, value: unknown): unknown {
  if (value === undefined) return undefined;
  const target: unknown = Array.isArray(value) && (marksOf(value) & OUTER) !== 0 ? value[0] : value;
  return cloneAll(target, run).copy;
}

function fail(_run: Run, message: string | undefined): never {
  throw new Fault("D3137", { message: message || "$error() function evaluated" });
}

function assert(_run: Run, condition: boolean | undefined, message: string | undefined): undefined {
  if (!condition) throw new Fault("D3141", { message: message || "$assert() statement failed" });
  return undefined;
}

export const listFunctions: readonly Native[] = [
  native("count", "<a:n>", 1, (_run, items: Items | undefined) => items?.length ?? 0, {
    acceptsRanges: true,
  }),
  native("append", "<xx:a>", 2, append),
  native("exists", "<x:b>", 1, (_run, value: unknown) => value !== undefined, { acceptsRanges: true }),
  native("boolean", "<x-:b>", 1, (_run, value: unknown) => (value === undefined ? undefined : truthy(value))),
  native("not", "<x-:b>", 1, (_run, value: unknown) => (value === undefined ? undefined : !truthy(value))),
  native("keys", "<x-:a<s>>", 1, keys),
  native("lookup", "<x-s:x>", 2, (run, value: unknown, key: string | undefined) =>
    key === undefined ? undefined : lookup(value, key, run),
  ),
  native("spread", "<x-:a<o>>", 1, spread),
  native("merge", "<a<o>:o>", 1, merge),
  native("reverse", "<a:a>", 1, reverse),
  native("zip", "<a+>", 1, zip, { arity: 0 }),
  native("shuffle", "<a:a>", 1, shuffle),
  native("sort", "<af?:a>", 2, sort),
  native("distinct", "<x:x>", 1, (run, value: unknown) =>
    Array.isArray(value) && value.length > 1 ? distinct(run, value, isSequence(value)) : value,
  ),
  native("type", "<x:s>", 1, typeName),
  native("clone", "<(oa)-:o>", 1, clone),
  native("error", "<s?:x>", 1, fail),
  native("assert", "<bs?:x>", 2, assert),
];
