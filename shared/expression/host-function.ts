import { Fault, type FaultDetails } from "./fault.ts";
import { type FunctionValue, functionValue } from "./function-value.ts";
import { plain } from "./plain.ts";
import { parseSignature } from "./signature.ts";

/** A function given to expressions from outside, to be bound under a name. */
export type HostFunction = FunctionValue;

/**
 * Makes a function that expressions can call. `signature` is JSONata's, for example `<s-n?:s>`; it has been checked
 * when `implementation` runs, and each argument is plain data or undefined. It must answer at once, with plain data.
 */
export function defineHostFunction(
  name: string,
  signature: string,
  implementation: (...args: unknown[]) => unknown,
): HostFunction {
  const checked = parseSignature(signature);
  const count = implementation.length;
  return functionValue(
    (args, context, _frame, run) => {
      run.charge(4);
      const given = checked.validate(args, context).map((argument) => plain(argument, run));
      const result = implementation(...given);
      if (typeof result === "object" && result !== null && "then" in result) {
        throw new Fault("X9003", { message: `$${name} must answer at once; it answered with a promise.` });
      }
      return result;
    },
    { name, arity: count, parameters: count, usesContext: checked.usesContext },
  );
}

/** Ends the evaluation with an error of a host function. The code begins with X; its text is in texts/faults.ts. */
export function refuse(code: string, details: FaultDetails): never {
  throw new Fault(code, details);
}
