import type { FunctionValue } from "../function-value.ts";
import { higherOrderFunctions } from "./higher-order.ts";
import { listFunctions } from "./lists.ts";
import { matchingFunctions } from "./matching.ts";
import { numberFunctions } from "./numbers.ts";
import { pictureFunctions } from "./pictures.ts";
import { textFunctions } from "./texts.ts";

/** Every built-in function but `$eval`, which needs the compiler. */
export const pureBuiltIns: ReadonlyMap<string, FunctionValue> = new Map(
  [
    ...numberFunctions,
    ...textFunctions,
    ...matchingFunctions,
    ...listFunctions,
    ...higherOrderFunctions,
    ...pictureFunctions,
  ].map(({ name, value }) => [name, value]),
);
