import type { Ast, PathAst } from "../ast.ts";
import type { Place } from "../fault.ts";
import type { Frame, Scope } from "../frame.ts";
import { type Items, itemAt, made } from "../lazy-range.ts";
import type { Run } from "../run.ts";
import {
  CONSTRUCTED,
  isSequence,
  KEEP,
  mark,
  marksOf,
  newSequence,
  SEQUENCE,
  sequenceOf,
} from "../sequence.ts";
import { weightOf } from "../weight.ts";
import type { Closure, Compiler } from "./compiler.ts";
import { compileFilter, type Filter } from "./filters.ts";
import { compileGroup } from "./groups.ts";
import { compileSort } from "./sorts.ts";
import { compileTupleStep, type TupleStep } from "./tuples.ts";

/** One step over all items of a sequence. */
type Step = (items: Items, frame: Frame, run: Run) => unknown;

/** A path: each step maps the sequence of the step before; the result is flattened one level each time. */
export function compilePath(node: PathAst, scope: Scope, compiler: Compiler): Closure {
  const items = compileItems(node, scope, compiler);
  const keep = node.keepSingletonArray === true;
  const finish = compiler.finish(node);
  const group = node.group && compileGroup(node.group, scope, compiler);
  return (input, frame, run) => {
    let result = items(input, frame, run);
    if (keep) result = keepingSingleton(result);
    if (group !== undefined) result = group(result, frame, run);
    return finish(result);
  };
}

function keepingSingleton(result: unknown): unknown {
  if (!Array.isArray(result)) return result;
  const bits = marksOf(result);
  if ((bits & CONSTRUCTED) !== 0 && (bits & SEQUENCE) === 0) return mark(sequenceOf(result), KEEP);
  // An array that is data is not marked: it may be part of the input, and is never unwrapped anyway.
  return (bits & SEQUENCE) !== 0 ? mark(result, KEEP) : result;
}

function compileItems(node: PathAst, scope: Scope, compiler: Compiler): Closure {
  const tupleStart = node.steps.findIndex((step) => step.tuple === true);
  if (tupleStart >= 0) return compileTuplePath(node, tupleStart, scope, compiler);
  const first = node.steps[0];
  const steps = node.steps.map((step, index) =>
    compileStep(step, index, index === node.steps.length - 1, scope, compiler),
  );
  const absolute = first?.type === "variable";
  return (input, frame, run) => {
    let sequence: unknown = Array.isArray(input) && !absolute ? input : sequenceOf(input);
    for (const step of steps) {
      sequence = step(sequence as Items, frame, run);
      if (sequence === undefined || (Array.isArray(sequence) && sequence.length === 0)) break;
    }
    return made(sequence, run);
  };
}

function compileStep(node: Ast, index: number, last: boolean, scope: Scope, compiler: Compiler): Step {
  if (index === 0 && node.consarray === true) {
    const construct = compiler.compileLazy(node, scope);
    return (items, frame, run) => construct(items, frame, run);
  }
  const filters = compileFilters(node, scope, compiler);
  if (node.type === "sort") {
    const sort = compileSort(node, scope, compiler);
    return (items, frame, run) =>
      applyFilters(filters, sort(made(items, run) as unknown[], frame, run), frame, run);
  }
  const evaluate = compiler.compile(node, scope);
  return mapStep(evaluate, filters, {
    last,
    place: compiler.place(node, tokenOf(node)),
    weight: weightOf(node),
  });
}

function tokenOf(node: Ast): string {
  return "value" in node && typeof node.value === "string" ? node.value : "";
}

interface StepFacts {
  readonly last: boolean;
  readonly place: Place;
  readonly weight: number;
}

function mapStep(evaluate: Closure, filters: readonly Filter[], { last, place, weight }: StepFacts): Step {
  return (items, frame, run) => {
    const values: unknown[] = [];
    for (let index = 0; index < items.length; index++) {
      run.charge(weight, place);
      let value = evaluate(itemAt(items, index), frame, run);
      for (const filter of filters) value = filter(value, frame, run);
      if (value !== undefined) values.push(value);
    }
    const only = values[0];
    if (last && values.length === 1 && Array.isArray(only) && !isSequence(only)) return only;
    return flatten(values, run, place);
  };
}

/** One level; what an array constructor made stays whole. */
function flatten(values: readonly unknown[], run: Run, place: Place): unknown[] {
  const result = newSequence();
  for (const value of values) {
    if (!Array.isArray(value) || (marksOf(value) & CONSTRUCTED) !== 0) {
      result.push(value);
    } else {
      run.checkLength(result.length + value.length, place);
      run.charge(value.length, place);
      for (let index = 0; index < value.length; index++) result.push(value[index]);
    }
  }
  run.checkLength(result.length, place);
  return result;
}

function compileFilters(node: Ast, scope: Scope, compiler: Compiler): Filter[] {
  const filters: Filter[] = [];
  for (const stage of node.stages ?? []) {
    if (stage.type === "filter") filters.push(compileFilter(stage.expr, scope, compiler));
  }
  return filters;
}

function applyFilters(filters: readonly Filter[], value: unknown, frame: Frame, run: Run): unknown {
  let result = value;
  for (const filter of filters) result = filter(result, frame, run);
  return result;
}

/** A path with `@`, `#` or `%`: from the first such step on it carries tuples. */
function compileTuplePath(node: PathAst, tupleStart: number, scope: Scope, compiler: Compiler): Closure {
  const before = node.steps
    .slice(0, tupleStart)
    .map((step, index) => compileStep(step, index, false, scope, compiler));
  const first = node.steps[tupleStart];
  const constructs = tupleStart === 0 && first?.consarray === true;
  const construct = constructs && first !== undefined ? compiler.compile(first, scope) : undefined;
  const tupleSteps: TupleStep[] = node.steps
    .slice(constructs ? 1 : tupleStart)
    .map((step) => compileTupleStep(step, scope, compiler));
  const absolute = node.steps[0]?.type === "variable";
  const keepTuples = node.tuple === true;
  return (input, frame, run) => {
    let sequence: unknown = Array.isArray(input) && !absolute ? input : sequenceOf(input);
    for (const step of before) {
      sequence = made(step(sequence as Items, frame, run), run);
      if (!Array.isArray(sequence) || sequence.length === 0) return sequence;
    }
    if (construct !== undefined) sequence = construct(sequence, frame, run);
    let tuples: unknown[] | undefined;
    for (const step of tupleSteps) tuples = step(sequence as unknown[], tuples, frame, run);
    if (keepTuples || node.group !== undefined) return tuples ?? newSequence();
    return contextsOf(tuples ?? []);
  };
}

function contextsOf(tuples: readonly unknown[]): unknown[] {
  const result = newSequence();
  for (const tuple of tuples) result.push((tuple as Record<string, unknown>)["@"]);
  return result;
}
