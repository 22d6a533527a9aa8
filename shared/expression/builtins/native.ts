import { Frame, Scope } from "../frame.ts";
import { callBack, type FunctionValue, functionValue } from "../function-value.ts";
import type { Run } from "../run.ts";
import { parseSignature, type Signature } from "../signature.ts";

/** A built-in function before it becomes a value of the language. */
export interface Native {
  readonly name: string;
  readonly value: FunctionValue;
  readonly signature: Signature;
  /** What it does, for callers that have checked the arguments themselves. */
  readonly body: (run: Run, ...args: unknown[]) => unknown;
}

/** What is not usual about a native function. */
interface Shape {
  /** Arguments a higher-order function offers, where upstream's count is not the number of parameters. */
  readonly arity?: number;
  /** Its first parameter may be a LazyRange wherever it may be an array. */
  readonly acceptsRanges?: boolean;
}

/**
 * Defines a built-in function. The signature has been checked when `body` runs, so its parameters may state the types
 * the signature promises; each may be undefined all the same, since a missing value fits every type.
 */
export function native<Args extends unknown[]>(
  name: string,
  signature: string,
  parameters: number,
  body: (run: Run, ...args: Args) => unknown,
  shape: Shape = {},
): Native {
  const checked = parseSignature(signature);
  return {
    name,
    signature: checked,
    // The signature proves the types; see above.
    body: body as (run: Run, ...args: unknown[]) => unknown,
    value: functionValue(
      (args, context, _frame, run) => body(run, ...(checked.validate(args, context) as Args)),
      {
        name,
        arity: shape.arity ?? parameters,
        parameters,
        usesContext: checked.usesContext,
        acceptsRanges: shape.acceptsRanges ?? false,
      },
    ),
  };
}

/** A frame for calls from built-in functions: a callback brings its own. */
const noFrame = new Frame(undefined, new Scope(undefined));

/** Calls a function given to a built-in one. */
export function call(callee: FunctionValue, args: unknown[], run: Run): unknown {
  run.charge(1);
  return callBack(callee, args, noFrame, run);
}
