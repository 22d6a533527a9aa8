import type { SortAst } from "../ast.ts";
import { Fault, type Place } from "../fault.ts";
import { Frame, Scope } from "../frame.ts";
import type { Run } from "../run.ts";
import { marksOf, TUPLES } from "../sequence.ts";
import { mergeSort } from "../sort.ts";
import type { Closure, Compiler } from "./compiler.ts";
import type { Tuple } from "./tuple.ts";

/** `^(…)` applied to a sequence. */
export type Sort = (items: unknown[], frame: Frame, run: Run) => unknown[];

interface Term {
  readonly descending: boolean;
  readonly value: Closure;
}

/** An item on its way through the sort, with the terms evaluated so far. */
interface Entry {
  readonly item: unknown;
  readonly keys: unknown[];
}

export function compileSort(node: SortAst, scope: Scope, compiler: Compiler): Sort {
  const place = compiler.place(node, "^");
  const termsIn = (inner: Scope): Term[] =>
    node.terms.map((term) => ({
      descending: term.descending,
      value: compiler.compile(term.expression, inner),
    }));
  const plain = termsIn(scope);
  const inTuple = new Scope(scope, "late tuple");
  let forTuples: Term[] | undefined;
  return (items, frame, run) => {
    if (items.length <= 1) return items;
    if ((marksOf(items) & TUPLES) === 0) {
      return sortBy(items, plain, place, run, (term, item) => term.value(item, frame, run));
    }
    forTuples ??= termsIn(inTuple);
    return sortBy(items, forTuples, place, run, (term, item) => {
      const tuple = item as Tuple;
      return term.value(tuple["@"], new Frame(frame, inTuple, tuple), run);
    });
  };
}

function sortBy(
  items: readonly unknown[],
  terms: readonly Term[],
  place: Place,
  run: Run,
  evaluate: (term: Term, item: unknown) => unknown,
): unknown[] {
  const entries = items.map((item): Entry => ({ item, keys: [] }));
  /** Each term is evaluated once per item, and later terms only where earlier ones are equal. */
  const key = (entry: Entry, index: number, term: Term): unknown => {
    while (entry.keys.length <= index) {
      run.charge(1, place);
      entry.keys.push(evaluate(term, entry.item));
    }
    return entry.keys[index];
  };
  const sorted = mergeSort(entries, (left, right) => {
    run.charge(1, place);
    for (let index = 0; index < terms.length; index++) {
      const term = terms[index];
      if (term === undefined) break;
      const order = compareKeys(key(left, index, term), key(right, index, term), term.descending, place);
      if (order !== 0) return order > 0;
    }
    return false;
  });
  return sorted.map((entry) => entry.item);
}

/** What is missing comes last, ascending or descending. */
export function compareKeys(left: unknown, right: unknown, descending: boolean, place: Place): number {
  if (left === undefined) return right === undefined ? 0 : 1;
  if (right === undefined) return -1;
  const leftKind = typeof left;
  const rightKind = typeof right;
  const leftFits = leftKind === "string" || leftKind === "number";
  if (!leftFits || !(rightKind === "string" || rightKind === "number")) {
    throw new Fault("T2008", { value: leftFits ? right : left, place });
  }
  if (leftKind !== rightKind) throw new Fault("T2007", { value: left, value2: right, place });
  if (left === right) return 0;
  // Both are texts or both are numbers; JavaScript orders either kind the same way.
  const ascending = (left as string) < (right as string) ? -1 : 1;
  return descending ? -ascending : ascending;
}
