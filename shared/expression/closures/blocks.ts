import type { BlockAst, ConditionAst } from "../ast.ts";
import { type Ast, eachChild } from "../ast.ts";
import { Frame, Scope } from "../frame.ts";
import { sharedCondition } from "../shared-condition.ts";
import { truthy } from "../values.ts";
import type { Closure, Compiler } from "./compiler.ts";
import { isRange } from "./constructors.ts";

/**
 * Gives a slot in `scope` to each name that `:=` binds inside `node`, outside of inner blocks and lambdas. A few names
 * may in fact be bound in a tuple instead; their slots then stay unset, and look-ups pass over them.
 */
export function declareBinds(node: Ast, scope: Scope): void {
  if (node.type === "bind") {
    scope.declare(node.lhs.value);
    if (mayBeRange(node.rhs)) scope.ranges.add(node.lhs.value);
  }
  if (node.type === "lambda") return;
  if (node.type === "block") {
    // What follows a block, such as its predicates, belongs to the scope around it.
    const { expressions: _own, ...around } = node;
    eachChild({ ...around, expressions: [] }, (child) => declareBinds(child, scope));
    return;
  }
  eachChild(node, (child) => declareBinds(child, scope));
}

/** Whether a bound value may be a range; what only another variable could tell is made into items there. */
function mayBeRange(node: Ast): boolean {
  if (node.predicate !== undefined || node.group !== undefined) return false;
  return node.type === "bind" ? mayBeRange(node.rhs) : isRange(node);
}

/** `( …; … )`: the last value, names bound in it stay in it. */
export function compileBlock(node: BlockAst, scope: Scope, compiler: Compiler, tail: boolean): Closure {
  const inner = new Scope(scope);
  for (const expression of node.expressions) declareBinds(expression, inner);
  const needsFrame = inner.slots.size > 0 || compiler.dynamic;
  const last = node.expressions.length - 1;
  const closures = node.expressions.map((expression, index) => {
    const at = needsFrame ? inner : scope;
    const closure =
      index < last
        ? compiler.compileLazy(expression, at)
        : tail
          ? compiler.compileTail(expression, at)
          : compiler.compile(expression, at);
    if (expression.type === "bind") at.settled.add(expression.lhs.value);
    return closure;
  });
  const [only] = closures;
  if (!needsFrame && only !== undefined && closures.length === 1) return only;
  return (input, frame, run) => {
    const own = needsFrame ? new Frame(frame, inner) : frame;
    let result: unknown;
    for (const closure of closures) result = closure(input, own, run);
    return result;
  };
}

export function compileCondition(
  node: ConditionAst,
  scope: Scope,
  compiler: Compiler,
  tail: boolean,
): Closure {
  const part = (branch: Ast): Closure =>
    tail ? compiler.compileTail(branch, scope) : compiler.compile(branch, scope);
  const shared = scope.slots.has("exists") ? undefined : sharedCondition(node);
  if (shared !== undefined && node.else !== undefined) {
    const value = compiler.compile(node.then, scope);
    const instead = part(node.else);
    return (input, frame, run) => {
      const result = value(input, frame, run);
      const use = shared === "exists" ? result !== undefined : truthy(result);
      return use ? result : instead(input, frame, run);
    };
  }
  const condition = compiler.compile(node.condition, scope);
  const then = part(node.then);
  const otherwise = node.else && part(node.else);
  return (input, frame, run) =>
    truthy(condition(input, frame, run)) ? then(input, frame, run) : otherwise?.(input, frame, run);
}
