import type { BinaryAst, NegateAst } from "../ast.ts";
import { Fault, type Place, rethrowAt } from "../fault.ts";
import type { Scope } from "../frame.ts";
import {
  arithmetic,
  compare,
  concatenate,
  differs,
  equals,
  includes,
  rangeBounds,
  rangeItems,
} from "../operators.ts";
import { collapse } from "../sequence.ts";
import { isNumber, truthy } from "../values.ts";
import type { Closure, Compiler } from "./compiler.ts";

export function compileBinary(node: BinaryAst, scope: Scope, compiler: Compiler): Closure {
  const left = compiler.compile(node.lhs, scope);
  const right = compiler.compile(node.rhs, scope);
  const place = compiler.place(node, node.value);
  const operator = node.value;
  switch (operator) {
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return (input, frame, run) =>
        arithmetic(operator, left(input, frame, run), right(input, frame, run), place);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return (input, frame, run) =>
        compare(operator, left(input, frame, run), right(input, frame, run), place);
    case "=":
      return (input, frame, run) => equals(left(input, frame, run), right(input, frame, run), run);
    case "!=":
      return (input, frame, run) => differs(left(input, frame, run), right(input, frame, run), run);
    case "in":
      return (input, frame, run) => includes(left(input, frame, run), right(input, frame, run));
    case "and":
      return guarded(
        place,
        (input, frame, run) => truthy(left(input, frame, run)) && truthy(right(input, frame, run)),
      );
    case "or":
      return guarded(
        place,
        (input, frame, run) => truthy(left(input, frame, run)) || truthy(right(input, frame, run)),
      );
    case "&":
      return guarded(place, (input, frame, run) =>
        concatenate(left(input, frame, run), right(input, frame, run), run),
      );
    case "..":
      return range(left, right, place);
  }
}

/** Gives the operator's place to a fault of its operands' conversion. */
function guarded(place: Place, closure: Closure): Closure {
  return (input, frame, run) => {
    try {
      return closure(input, frame, run);
    } catch (error) {
      return rethrowAt(error, place);
    }
  };
}

function range(left: Closure, right: Closure, place: Place): Closure {
  return (input, frame, run) => {
    const bounds = rangeBounds(left(input, frame, run), right(input, frame, run), place);
    return bounds && collapse(rangeItems(bounds.from, bounds.to, run, place));
  };
}

export function compileNegate(node: NegateAst, scope: Scope, compiler: Compiler): Closure {
  const operand = compiler.compile(node.expression, scope);
  const place = compiler.place(node, "-");
  return (input, frame, run) => {
    const value = operand(input, frame, run);
    if (value === undefined) return undefined;
    if (!isNumber(value)) throw new Fault("D1002", { value, place });
    return -value;
  };
}
