import { Fault, type Place, rethrowAt } from "./fault.ts";
import type { Frame } from "./frame.ts";
import type { Run } from "./run.ts";

const facts: unique symbol = Symbol("facts");

/** What other functions need to know of a function. */
export interface FunctionFacts {
  /** Without `$`; undefined for a lambda. */
  readonly name: string | undefined;
  /** How many arguments higher-order functions may offer it. */
  readonly arity: number;
  /** How many positions a partial application can fill. */
  readonly parameters: number;
  /** Whether a missing argument may be replaced by the context. */
  readonly usesContext: boolean;
  /** Whether a range may be given with its items not made. */
  readonly acceptsRanges?: boolean;
}

/** Runs a function's body. May answer with a TailCall. */
export type Invoke = (args: unknown[], context: unknown, frame: Frame, run: Run) => unknown;

/**
 * A function of the language. A real JavaScript function with its facts under a symbol: data cannot forge one, and no
 * path can look inside, because paths read objects only.
 */
export interface FunctionValue extends Invoke {
  readonly [facts]: FunctionFacts;
}

/** Makes a function value of `invoke` itself, which must be a fresh function. */
export function functionValue(invoke: Invoke, described: FunctionFacts): FunctionValue {
  // The fresh function becomes the value here; Object.assign would take five times as long.
  const value = invoke as Invoke & { [facts]: FunctionFacts };
  value[facts] = described;
  return value;
}

export function isFunctionValue(value: unknown): value is FunctionValue {
  return typeof value === "function" && Object.hasOwn(value, facts);
}

export function factsOf(value: FunctionValue): FunctionFacts {
  return value[facts];
}

/** A call in tail position on its way to the loop in `apply`, which runs it without growing the stack. */
export class TailCall {
  readonly callee: FunctionValue;
  readonly args: unknown[];

  readonly place: Place;

  constructor(callee: FunctionValue, args: unknown[], place: Place) {
    this.callee = callee;
    this.args = args;
    this.place = place;
  }
}

/** Calls a value; whatever is not a function of the language is refused with T1006. */
export function apply(callee: unknown, args: unknown[], context: unknown, frame: Frame, run: Run): unknown {
  if (!isFunctionValue(callee)) throw new Fault("T1006");
  let result = callee(args, context, frame, run);
  while (result instanceof TailCall) {
    result = runTailCall(result, context, frame, run);
  }
  return result;
}

function runTailCall(call: TailCall, context: unknown, frame: Frame, run: Run): unknown {
  try {
    run.charge(1);
    return call.callee(call.args, context, frame, run);
  } catch (error) {
    return rethrowAt(error, call.place);
  }
}

/** As `apply`, from inside a built-in function, where there is no context. */
export function callBack(callee: FunctionValue, args: unknown[], frame: Frame, run: Run): unknown {
  return apply(callee, args, null, frame, run);
}

/** How a function arrives as an argument: the context of its later caller must not reach it. */
export function asArgument(value: unknown, frame: Frame): unknown {
  if (!isFunctionValue(value) || !value[facts].usesContext) return value;
  return functionValue((args, _context, _frame, run) => apply(value, args, null, frame, run), {
    ...value[facts],
    usesContext: false,
  });
}

/** Fills the positions of a function that are not `placeholder`; the result takes the others. */
export function partiallyApply(
  callee: FunctionValue,
  unchecked: Invoke,
  given: readonly unknown[],
  placeholder: unknown,
): FunctionValue {
  const { name, parameters } = callee[facts];
  const open: number[] = [];
  const filled: unknown[] = [];
  for (let position = 0; position < parameters; position++) {
    const argument = given[position];
    if (argument === placeholder) open.push(position);
    filled.push(argument === placeholder ? undefined : argument);
  }
  return functionValue(
    (args, context, frame, run) => {
      const complete = filled.slice();
      open.forEach((position, index) => {
        complete[position] = args[index];
      });
      return unchecked(complete, context, frame, run);
    },
    { name, arity: open.length, parameters: open.length, usesContext: false },
  );
}
