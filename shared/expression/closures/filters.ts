import type { Ast } from "../ast.ts";
import { Frame, Scope } from "../frame.ts";
import { itemAt, LazyRange } from "../lazy-range.ts";
import type { Run } from "../run.ts";
import { mark, marksOf, newSequence, sequenceOf, TUPLES } from "../sequence.ts";
import { isNumber, truthy } from "../values.ts";
import { weightOf } from "../weight.ts";
import type { Closure, Compiler } from "./compiler.ts";
import type { Tuple } from "./tuple.ts";

/** `[…]` applied to a value or sequence. */
export type Filter = (value: unknown, frame: Frame, run: Run) => unknown;

export function compileFilter(predicate: Ast, scope: Scope, compiler: Compiler): Filter {
  if (predicate.type === "number" && typeof predicate.value === "number") {
    return filterByPosition(Math.floor(predicate.value));
  }
  const weight = weightOf(predicate);
  const plain = compiler.compile(predicate, scope);
  // Compiled only when tuples do arrive: compiling both at once would double the work at every level of nesting.
  const inTuple = new Scope(scope, "late tuple");
  let forTuples: Closure | undefined;
  return (value, frame, run) => {
    if (Array.isArray(value) && (marksOf(value) & TUPLES) !== 0) {
      forTuples ??= compiler.compile(predicate, inTuple);
      return filterTuples(value, forTuples, inTuple, frame, run);
    }
    const items = Array.isArray(value) || value instanceof LazyRange ? value : sequenceOf(value);
    const result = newSequence();
    for (let index = 0; index < items.length; index++) {
      run.charge(weight);
      const item = itemAt(items, index);
      keep(result, item, plain(item, frame, run), index, items.length);
    }
    return result;
  };
}

function filterByPosition(position: number): Filter {
  return (value) => {
    const tuples = Array.isArray(value) && (marksOf(value) & TUPLES) !== 0;
    const items = Array.isArray(value) || value instanceof LazyRange ? value : sequenceOf(value);
    const index = position < 0 ? items.length + position : position;
    const item = index >= 0 && index < items.length ? itemAt(items, index) : undefined;
    if (Array.isArray(item)) return item;
    const result = item === undefined ? newSequence() : sequenceOf(item);
    return tuples ? mark(result, TUPLES) : result;
  };
}

function filterTuples(
  tuples: unknown[],
  predicate: Closure,
  scope: Scope,
  frame: Frame,
  run: Run,
): unknown[] {
  const result = mark(newSequence(), TUPLES);
  for (let index = 0; index < tuples.length; index++) {
    run.charge(1);
    const tuple = tuples[index] as Tuple;
    const answer = predicate(tuple["@"], new Frame(frame, scope, tuple), run);
    keep(result, tuple, answer, index, tuples.length);
  }
  return result;
}

/** Numbers pick positions, anything else counts as true or false. */
function keep(result: unknown[], item: unknown, answer: unknown, index: number, length: number): void {
  if (typeof answer === "boolean") {
    if (answer) result.push(item);
    return;
  }
  const positions: unknown = isNumber(answer) ? [answer] : answer;
  if (Array.isArray(positions) && positions.every(isNumber)) {
    for (const position of positions as number[]) {
      const whole = Math.floor(position);
      if ((whole < 0 ? length + whole : whole) === index) result.push(item);
    }
  } else if (truthy(answer)) result.push(item);
}
