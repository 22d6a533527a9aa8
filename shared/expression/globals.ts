import { Fault } from "./fault.ts";
import { type FunctionValue, isFunctionValue } from "./function-value.ts";
import type { Run } from "./run.ts";

/** The functions every expression has, by name without `$`. */
export type BuiltIns = ReadonlyMap<string, FunctionValue>;

/** The value of a name that the text itself does not bind: from the bindings, else a built-in function. */
export function globalValue(name: string, run: Run, builtIns: BuiltIns): unknown {
  const { bindings } = run;
  if (bindings !== undefined && Object.hasOwn(bindings, name)) {
    const value = bindings[name];
    if (typeof value === "function" && !isFunctionValue(value)) {
      throw new Fault("X9001", {
        message: `$${name} is a plain JavaScript function. Make it with defineHostFunction.`,
      });
    }
    return value;
  }
  return builtIns.get(name);
}
