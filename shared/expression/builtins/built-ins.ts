import type { FunctionValue } from "../function-value.ts";
import { higherOrderFunctions } from "./higher-order.ts";
import { listFunctions } from "./lists.ts";
import { matchingFunctions } from "./matching.ts";
import type { Native } from "./native.ts";
import { numberFunctions } from "./numbers.ts";
import { pictureFunctions } from "./pictures.ts";
import { textFunctions } from "./texts.ts";

/** Every built-in function but `$eval`, which needs the compiler. */
export const natives: ReadonlyMap<string, Native> = new Map(
  [
    ...numberFunctions,
    ...textFunctions,
    ...matchingFunctions,
    ...listFunctions,
    ...higherOrderFunctions,
    ...pictureFunctions,
  ].map((native) => [native.name, native]),
);

/** The same, as values of the language. */
export const pureBuiltIns: ReadonlyMap<string, FunctionValue> = new Map(
  [...natives].map(([name, { value }]) => [name, value]),
);
