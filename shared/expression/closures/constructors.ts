import type { ArrayAst } from "../ast.ts";
import type { Scope } from "../frame.ts";
import type { Run } from "../run.ts";
import { CONSTRUCTED, mark } from "../sequence.ts";
import type { Closure, Compiler } from "./compiler.ts";

/** `[…]`: the values of its items; sequences are poured out, what another array constructor made stays whole. */
export function compileArray(node: ArrayAst, scope: Scope, compiler: Compiler): Closure {
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
    run.charge(1, place);
    return constructed ? mark(result, CONSTRUCTED) : result;
  };
}

function pour(values: readonly unknown[], into: unknown[], run: Run): void {
  run.checkLength(into.length + values.length);
  run.charge(values.length);
  for (let index = 0; index < values.length; index++) into.push(values[index]);
}
