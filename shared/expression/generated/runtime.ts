import { builtIns } from "../closures/closures.ts";
import { type Place, rethrowAt } from "../fault.ts";
import { Frame, Scope } from "../frame.ts";
import { apply, asArgument } from "../function-value.ts";
import { globalValue } from "../globals.ts";
import { lookup } from "../lookup.ts";
import { arithmetic, compare, concatenate, differs, equals, includes } from "../operators.ts";
import { plain } from "../plain.ts";
import type { Run } from "../run.ts";
import { CONSTRUCTED, collapse, isSequence, mark, marksOf, SEQUENCE } from "../sequence.ts";
import { truthy } from "../values.ts";

/** The frame of code outside of every block. */
export const outermost = new Frame(undefined, new Scope(undefined));

/** Results of a step whose values are never arrays. */
function finishItems(values: unknown[], run: Run): unknown {
  if (values.length === 1) return values[0];
  if (values.length === 0) return undefined;
  if (values.length > 1000) run.checkLength(values.length);
  return values;
}

/** As `finishItems`, where sequences are told apart. */
function finishMarked(values: unknown[], run: Run): unknown {
  const result = finishItems(values, run);
  return result === values ? mark(values, SEQUENCE) : result;
}

/** As `finishItems` behind `[]`: one item stays an array. */
function finishKept(values: unknown[], run: Run): unknown {
  run.checkLength(values.length);
  return values.length === 0 ? undefined : values;
}

/** Results of the last step of a path when they may be arrays: poured out, a single array of data stays itself. */
function finishAny(values: unknown[], run: Run, keep: boolean, marked: boolean): unknown {
  const only = values[0];
  if (values.length === 1 && Array.isArray(only) && !isSequence(only)) return only;
  const result: unknown[] = [];
  for (const value of values) {
    if (!Array.isArray(value) || (marksOf(value) & CONSTRUCTED) !== 0) result.push(value);
    else {
      run.checkLength(result.length + value.length);
      run.charge(value.length);
      for (const item of value) result.push(item);
    }
  }
  run.checkLength(result.length);
  if (keep) return result.length === 0 ? undefined : result;
  if (result.length <= 1) return result[0];
  return marked ? mark(result, SEQUENCE) : result;
}

/** A field of every item of an array, as the last step of a path. */
function pluck(items: readonly unknown[], key: string, run: Run, marked: boolean): unknown {
  run.charge(items.length);
  const values: unknown[] = [];
  for (const item of items) {
    const value = Array.isArray(item) ? collapse(lookup(item, key, run)) : lookup(item, key, run);
    if (value !== undefined) values.push(value);
  }
  return finishAny(values, run, false, marked);
}

/** The sum of an array of numbers only; undefined for anything else. */
function sumOf(items: unknown, run: Run): number | undefined {
  if (!Array.isArray(items)) return undefined;
  let total = 0;
  for (const item of items) {
    if (typeof item !== "number") return undefined;
    total += item;
  }
  run.charge(items.length);
  return total;
}

/** An item of an array constructor, which may be an array to pour out. */
function pour(value: unknown, into: unknown[], run: Run): void {
  if (value === undefined) return;
  if (!Array.isArray(value)) {
    into.push(value);
    return;
  }
  run.checkLength(into.length + value.length);
  run.charge(value.length);
  for (const item of value) into.push(item);
}

/** Calls the body of a built-in function with arguments that fit. */
function guarded(
  body: (run: Run, ...args: unknown[]) => unknown,
  place: Place,
  run: Run,
  first: unknown,
  second: unknown,
  third: unknown,
): unknown {
  try {
    return body(run, first, second, third);
  } catch (error) {
    return rethrowAt(error, place);
  }
}

/** Calls a function value with arguments that have been evaluated. */
function invoke(callee: unknown, args: unknown[], context: unknown, run: Run, place: Place): unknown {
  try {
    return collapse(apply(callee, args, context, outermost, run));
  } catch (error) {
    return rethrowAt(error, place);
  }
}

function argument(value: unknown): unknown {
  return typeof value === "function" ? asArgument(value, outermost) : value;
}

/** A name from outside, as a value. */
function global(name: string, run: Run): unknown {
  return collapse(globalValue(name, run, builtIns));
}

/** A name from outside, as a function to call. */
function globalFunction(name: string, run: Run): unknown {
  return globalValue(name, run, builtIns);
}

function concat(left: unknown, right: unknown, run: Run, place: Place): string {
  if (typeof left === "string" && typeof right === "string" && left.length + right.length <= 64)
    return left + right;
  try {
    return concatenate(left, right, run);
  } catch (error) {
    return rethrowAt(error, place);
  }
}

/** Truth inside an operator, whose place an error gets. */
function truthyAt(value: unknown, place: Place): boolean {
  try {
    return truthy(value);
  } catch (error) {
    return rethrowAt(error, place);
  }
}

/** What generated code calls. */
export const helpers = {
  argument,
  arithmetic,
  collapse,
  compare,
  concat,
  differs,
  equals,
  finishAny,
  finishItems,
  finishKept,
  finishMarked,
  global,
  globalFunction,
  guarded,
  includes,
  invoke,
  plain,
  pluck,
  pour,
  sumOf,
  truthy,
  truthyAt,
};
