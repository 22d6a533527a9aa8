import { ExpressionError, toExpressionError } from "../error.ts";
import { Fault } from "../fault.ts";
import type { Frame, Scope } from "../frame.ts";
import { type FunctionValue, functionValue } from "../function-value.ts";
import { isSequence, mark, OUTER, sequenceOf } from "../sequence.ts";
import { parseSignature } from "../signature.ts";
import type { Closure } from "./compiler.ts";

const signature = parseSignature("<sx?:x>");
/** Texts remembered in one scope; beyond, all are forgotten and compiled anew. */
const cacheSize = 200;

/** `$eval`: runs a text where it is called, seeing and binding the names there. */
export function evalFunction(compileText: (text: string, scope: Scope) => Closure): FunctionValue {
  return functionValue(
    (args, context, frame, run) => {
      const [text, focus] = signature.validate(args, context);
      if (typeof text !== "string") return undefined;
      run.enter();
      run.charge(1 + (text.length >>> 4));
      const closure = compiled(text, frame, compileText);
      let result: unknown;
      try {
        result = closure(inputOf(focus, context), frame, run);
      } catch (error) {
        throw asFault(error, text);
      }
      run.depth--;
      return result;
    },
    { name: "eval", arity: 2, parameters: 2, usesContext: true },
  );
}

function inputOf(focus: unknown, context: unknown): unknown {
  if (focus === undefined) return context;
  return Array.isArray(focus) && !isSequence(focus) ? mark(sequenceOf(focus), OUTER) : focus;
}

function compiled(text: string, frame: Frame, compileText: (text: string, scope: Scope) => Closure): Closure {
  const { evaluated } = frame.scope;
  const known = evaluated.get(text);
  if (known !== undefined) return known as Closure;
  try {
    const closure = compileText(text, frame.scope);
    if (evaluated.size >= cacheSize) evaluated.clear();
    evaluated.set(text, closure);
    return closure;
  } catch (error) {
    if (error instanceof ExpressionError) throw new Fault("D3120", { value: error.message });
    throw error;
  }
}

/** An exhausted limit stays what it is; any other error is told as an error of the text. */
function asFault(error: unknown, text: string): unknown {
  const told = toExpressionError(text, error);
  if (!(told instanceof ExpressionError)) return error;
  if (
    told.code === "D1011" ||
    told.code === "D1012" ||
    told.code === "D2015" ||
    told.code.startsWith("X10")
  ) {
    return new Fault(told.code, { message: told.message });
  }
  return new Fault("D3121", { value: told.message });
}
