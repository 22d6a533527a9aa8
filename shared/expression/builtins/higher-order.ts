import { Fault } from "../fault.ts";
import { type FunctionValue, factsOf } from "../function-value.ts";
import { type Items, itemAt, made } from "../lazy-range.ts";
import type { Run } from "../run.ts";
import { newSequence, setMember } from "../sequence.ts";
import { truthy } from "../values.ts";
import { call, type Native, native } from "./native.ts";

type MaybeList = Items | undefined;

/** Offers a function as many of value, position and whole as it takes. */
function offer(callee: FunctionValue, value: unknown, key: unknown, whole: unknown, run: Run): unknown {
  const { arity } = factsOf(callee);
  const args = [value];
  if (arity >= 2) args.push(key);
  if (arity >= 3) args.push(made(whole, run));
  return call(callee, args, run);
}

function map(run: Run, items: MaybeList, callee: FunctionValue): unknown {
  if (items === undefined) return undefined;
  const result = newSequence();
  for (let index = 0; index < items.length; index++) {
    const value = offer(callee, itemAt(items, index), index, items, run);
    if (value !== undefined) result.push(value);
  }
  run.checkLength(result.length);
  return result;
}

function filter(run: Run, items: MaybeList, callee: FunctionValue): unknown {
  if (items === undefined) return undefined;
  const result = newSequence();
  for (let index = 0; index < items.length; index++) {
    if (truthy(offer(callee, itemAt(items, index), index, items, run))) result.push(itemAt(items, index));
  }
  return result;
}

function single(run: Run, items: MaybeList, callee: FunctionValue | undefined): unknown {
  if (items === undefined) return undefined;
  let found = false;
  let result: unknown;
  for (let index = 0; index < items.length; index++) {
    if (callee !== undefined && !truthy(offer(callee, itemAt(items, index), index, items, run))) continue;
    if (found) throw new Fault("D3138", { index });
    result = itemAt(items, index);
    found = true;
  }
  if (!found) throw new Fault("D3139");
  return result;
}

function reduce(run: Run, items: MaybeList, callee: FunctionValue, initial: unknown): unknown {
  if (items === undefined) return undefined;
  const { arity } = factsOf(callee);
  if (arity < 2) throw new Fault("D3050", { index: 1 });
  const fromFirst = initial === undefined && items.length > 0;
  let result = fromFirst ? itemAt(items, 0) : initial;
  for (let index = fromFirst ? 1 : 0; index < items.length; index++) {
    const args = [result, itemAt(items, index)];
    if (arity >= 3) args.push(index);
    if (arity >= 4) args.push(made(items, run));
    result = call(callee, args, run);
  }
  return result;
}

function each(run: Run, object: Record<string, unknown> | undefined, callee: FunctionValue): unknown {
  const result = newSequence();
  for (const key of Object.keys(object ?? {})) {
    const value = offer(callee, object?.[key], key, object, run);
    if (value !== undefined) result.push(value);
  }
  return result;
}

function sift(
  run: Run,
  object: Record<string, unknown> | undefined,
  callee: FunctionValue | undefined,
): unknown {
  const result: Record<string, unknown> = {};
  let found = false;
  for (const key of Object.keys(object ?? {})) {
    if (callee === undefined) throw new Fault("T0410", { index: 2 });
    const value = object?.[key];
    if (!truthy(offer(callee, value, key, object, run))) continue;
    setMember(result, key, value);
    found = true;
  }
  return found ? result : undefined;
}

const ranges = { acceptsRanges: true };

export const higherOrderFunctions: readonly Native[] = [
  native("map", "<af>", 2, map, ranges),
  native("filter", "<af>", 2, filter, ranges),
  native("single", "<af?>", 2, single, ranges),
  native("reduce", "<afj?:j>", 3, reduce, ranges),
  native("each", "<o-f:a>", 2, each),
  native("sift", "<o-f?:o>", 2, sift),
];
