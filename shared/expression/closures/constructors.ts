import type { ArrayAst, Ast } from "../ast.ts";
import type { Scope } from "../frame.ts";
import { LazyRange } from "../lazy-range.ts";
import { rangeBounds } from "../operators.ts";
import type { Run } from "../run.ts";
import { CONSTRUCTED, mark } from "../sequence.ts";
import type { Closure, Compiler } from "./compiler.ts";

/** Whether a part is `[from..to]`, whatever follows it. */
export function isRange(node: Ast): boolean {
  if (node.type !== "unary" || node.value !== "[" || node.expressions.length !== 1) return false;
  const [only] = node.expressions;
  return only?.type === "binary" && only.value === ".." && only.predicate === undefined;
}

/** `[from..to]`, whose items are not made yet when they are many. */
function compileRange(node: ArrayAst, scope: Scope, compiler: Compiler): Closure | undefined {
  const [only] = node.expressions;
  if (only?.type !== "binary" || !isRange(node)) return undefined;
  const from = compiler.compile(only.lhs, scope);
  const to = compiler.compile(only.rhs, scope);
  const place = compiler.place(only, "..");
  return (input, frame, run) => {
    const bounds = rangeBounds(from(input, frame, run), to(input, frame, run), place);
    if (bounds === undefined) return node.consarray === true ? mark([], CONSTRUCTED) : [];
    const range = new LazyRange(bounds.from, bounds.to);
    if (range.length > run.limits.sequenceLength) return range;
    const items = range.items(run);
    return node.consarray === true ? mark(items, CONSTRUCTED) : items;
  };
}

/** `[…]`, which may be a LazyRange: the values of its items; sequences are poured out, what another array constructor made stays whole. */
export function compileArray(node: ArrayAst, scope: Scope, compiler: Compiler): Closure {
  const range = compileRange(node, scope, compiler);
  if (range !== undefined) return range;
  const place = compiler.place(node, "[");
  const items = node.expressions.map((item) => ({
    closure: compiler.compile(item, scope),
    whole: item.type === "unary" && item.value === "[",
  }));
  const constructed = node.consarray === true;
  return (input, frame, run) => {
    const result: unknown[] = [];
    for (const { closure, whole } of items) {
      const value = closure(input, frame, run);
      if (value === undefined) continue;
      if (whole || !Array.isArray(value)) result.push(value);
      else pour(value, result, run);
      run.checkLength(result.length, place);
    }
    return constructed ? mark(result, CONSTRUCTED) : result;
  };
}

function pour(values: readonly unknown[], into: unknown[], run: Run): void {
  run.checkLength(into.length + values.length);
  run.charge(values.length);
  for (let index = 0; index < values.length; index++) into.push(values[index]);
}
