import { Decimal } from "decimal.js";
import { defineHostFunction, type HostFunction, refuse } from "./host-function.ts";

/** More digits than any amount of money has; a quotient without end is cut there. */
const Exact = Decimal.clone({
  precision: 40,
  toExpNeg: -30,
  toExpPos: 40,
  rounding: Decimal.ROUND_HALF_EVEN,
});

const written = /^[+-]?[0-9]{1,60}(\.[0-9]{1,60})?$/;

function read(value: unknown, functionName: string): Decimal {
  if (typeof value === "number" && Number.isFinite(value)) return new Exact(value);
  if (typeof value === "string" && written.test(value.trim())) return new Exact(value.trim());
  return refuse("X2101", { functionName, value });
}

/** A number where a double holds it as written, else its text, so that no digit is lost. */
function write(value: Decimal): number | string {
  const number = value.toNumber();
  return value.precision() <= 15 && Number.isFinite(number) ? number : value.toFixed();
}

function places(value: unknown, functionName: string): number {
  if (value === undefined) return 0;
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 20) return value;
  return refuse("X2102", { functionName, value });
}

function rounder(name: string, rounding: Decimal.Rounding): HostFunction {
  return defineHostFunction(name, "<x-n?:x>", (value, decimals) =>
    value === undefined
      ? undefined
      : write(read(value, name).toDecimalPlaces(places(decimals, name), rounding)),
  );
}

/**
 * Exact arithmetic for money. Arguments are numbers or texts such as "12.50"; a result that a double cannot hold as
 * written is a text.
 */
export const decimalFunctions: Readonly<Record<string, HostFunction>> = {
  decimalSum: defineHostFunction("decimalSum", "<a:x>", (values) => {
    if (!Array.isArray(values)) return undefined;
    let total: Decimal = new Exact(0);
    for (const value of values) total = total.plus(read(value, "decimalSum"));
    return write(total);
  }),
  decimalMultiply: defineHostFunction("decimalMultiply", "<xx:x>", (left, right) =>
    left === undefined || right === undefined
      ? undefined
      : write(read(left, "decimalMultiply").times(read(right, "decimalMultiply"))),
  ),
  decimalDivide: defineHostFunction("decimalDivide", "<xxn?:x>", (left, right, decimals) => {
    if (left === undefined || right === undefined) return undefined;
    const divisor = read(right, "decimalDivide");
    if (divisor.isZero()) return refuse("X2103", { value: right });
    const quotient = read(left, "decimalDivide").div(divisor);
    if (decimals === undefined) return write(quotient);
    return write(quotient.toDecimalPlaces(places(decimals, "decimalDivide"), Decimal.ROUND_HALF_UP));
  }),
  roundHalfUp: rounder("roundHalfUp", Decimal.ROUND_HALF_UP),
  roundHalfEven: rounder("roundHalfEven", Decimal.ROUND_HALF_EVEN),
};
