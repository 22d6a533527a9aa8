import type { Ast, SortAst } from "../ast.ts";
import { Frame, Scope } from "../frame.ts";
import type { Run } from "../run.ts";
import { mark, marksOf, newSequence, TUPLES } from "../sequence.ts";
import type { Compiler } from "./compiler.ts";
import { compileFilter } from "./filters.ts";
import { compileSort } from "./sorts.ts";
import { newTuple, type Tuple } from "./tuple.ts";

/** One step over a stream of tuples; at the first one the stream is made of `items`. */
export type TupleStep = (
  items: unknown[],
  tuples: unknown[] | undefined,
  frame: Frame,
  run: Run,
) => unknown[];

type TupleStage = (tuples: unknown[], frame: Frame, run: Run) => unknown[];

export function compileTupleStep(node: Ast, scope: Scope, compiler: Compiler): TupleStep {
  const stages = compileStages(node, scope, compiler);
  const base = node.type === "sort" ? sortStep(node, scope, compiler) : mapStep(node, scope, compiler);
  return (items, tuples, frame, run) => {
    let result = base(items, tuples, frame, run);
    for (const stage of stages) result = stage(result, frame, run);
    return result;
  };
}

function compileStages(node: Ast, scope: Scope, compiler: Compiler): TupleStage[] {
  return (node.stages ?? []).map((stage): TupleStage => {
    if (stage.type === "index") return (tuples) => number(tuples, stage.value);
    const filter = compileFilter(stage.expr, scope, compiler);
    return (tuples, frame, run) => filter(tuples, frame, run) as unknown[];
  });
}

function number(tuples: unknown[], name: string): unknown[] {
  tuples.forEach((tuple, index) => {
    (tuple as Tuple)[name] = index;
  });
  return tuples;
}

function sortStep(node: SortAst, scope: Scope, compiler: Compiler): TupleStep {
  const sort = compileSort(node, scope, compiler);
  const { index } = node;
  return (items, tuples, frame, run) => {
    if (tuples !== undefined) return sort(tuples, frame, run);
    const result = mark(newSequence(), TUPLES);
    const sorted = sort(items, frame, run);
    for (let position = 0; position < sorted.length; position++) {
      const tuple = newTuple(sorted[position]);
      if (index !== undefined) tuple[index] = position;
      result.push(tuple);
    }
    return result;
  };
}

function mapStep(node: Ast, scope: Scope, compiler: Compiler): TupleStep {
  const inner = new Scope(scope, "tuple");
  const evaluate = compiler.compile(node, inner);
  return (items, tuples, frame, run) => {
    const result = mark(newSequence(), TUPLES);
    const stream = tuples ?? items.map(newTuple);
    for (const entry of stream) {
      run.charge(1);
      const tuple = entry as Tuple;
      const value = evaluate(tuple["@"], new Frame(frame, inner, tuple), run);
      if (value !== undefined) extend(result, tuple, value, node);
      run.checkLength(result.length);
    }
    return result;
  };
}

/** Adds a tuple for each item of `value`, with the names of the old one. */
function extend(result: unknown[], tuple: Tuple, value: unknown, node: Ast): void {
  const values = Array.isArray(value) ? value : [value];
  const nested = Array.isArray(value) && (marksOf(value) & TUPLES) !== 0;
  for (let position = 0; position < values.length; position++) {
    const next = Object.assign(Object.create(null) as Tuple, tuple);
    if (nested) Object.assign(next, values[position] as Tuple);
    else bindNames(next, tuple, values[position], position, node);
    result.push(next);
  }
}

function bindNames(next: Tuple, tuple: Tuple, item: unknown, position: number, node: Ast): void {
  if (node.focus !== undefined) {
    next[node.focus] = item;
    next["@"] = tuple["@"];
  } else {
    next["@"] = item;
  }
  if (node.index !== undefined) next[node.index] = position;
  if (node.ancestor !== undefined) next[node.ancestor.label] = tuple["@"];
}
