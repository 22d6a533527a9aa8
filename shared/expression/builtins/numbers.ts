import { Fault } from "../fault.ts";
import { LazyRange } from "../lazy-range.ts";
import type { Run } from "../run.ts";
import { type Native, native } from "./native.ts";

type MaybeNumber = number | undefined;
type MaybeNumbers = readonly number[] | LazyRange | undefined;

function sum(run: Run, numbers: MaybeNumbers): MaybeNumber {
  if (numbers === undefined) return undefined;
  if (numbers instanceof LazyRange) return (numbers.length * (2 * numbers.from + numbers.length - 1)) / 2;
  run.charge(numbers.length);
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

function extreme(
  pick: (left: number, right: number) => number,
): (run: Run, numbers: MaybeNumbers) => MaybeNumber {
  return (run, numbers) => {
    if (numbers instanceof LazyRange) return pick(numbers.from, numbers.from + numbers.length - 1);
    const first = numbers?.[0];
    if (numbers === undefined || first === undefined) return undefined;
    run.charge(numbers.length);
    return numbers.reduce((left, right) => pick(left, right), first);
  };
}

function average(run: Run, numbers: MaybeNumbers): MaybeNumber {
  const total = numbers === undefined || numbers.length === 0 ? undefined : sum(run, numbers);
  return total === undefined || numbers === undefined ? undefined : total / numbers.length;
}

const decimal = /^-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?$/;
/** As lenient as upstream's: a radix prefix anywhere is enough to try, and the result may be no number. */
const otherRadix = /^(0[xX][0-9A-Fa-f]+)|(0[oO][0-7]+)|(0[bB][0-1]+)$/;

function toNumber(_run: Run, value: unknown): MaybeNumber {
  if (value === undefined || typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "string") {
    if (decimal.test(value) && Number.isFinite(Number(value))) return Number.parseFloat(value);
    if (otherRadix.test(value)) return Number(value);
  }
  throw new Fault("D3030", { value, index: 1 });
}

/** Rounds half to even. The decimal point is shifted as text: multiplying would add errors of its own. */
export function roundHalfEven(value: number, precision: number | undefined): number {
  const shifted = precision ? shift(value, precision) : value;
  let result = Math.round(shifted);
  if (Math.abs(result - shifted) === 0.5 && Math.abs(result % 2) === 1) result--;
  if (precision) result = shift(result, -precision);
  return result === 0 ? 0 : result;
}

function shift(value: number, places: number): number {
  const [digits, exponent] = value.toString().split("e");
  return Number(`${digits}e${exponent === undefined ? places : Number(exponent) + places}`);
}

function formatBase(run: Run, value: MaybeNumber, radix: MaybeNumber): string | undefined {
  if (value === undefined) return undefined;
  const base = radix === undefined ? 10 : roundHalfEven(radix, undefined);
  if (base < 2 || base > 36) throw new Fault("D3100", { value: base });
  return run.text(roundHalfEven(value, undefined).toString(base));
}

function squareRoot(_run: Run, value: MaybeNumber): MaybeNumber {
  if (value === undefined) return undefined;
  if (value < 0) throw new Fault("D3060", { value, index: 1 });
  return Math.sqrt(value);
}

function power(_run: Run, base: MaybeNumber, exponent: number): MaybeNumber {
  if (base === undefined) return undefined;
  const result = base ** exponent;
  if (!Number.isFinite(result)) throw new Fault("D3061", { value: base, exponent, index: 1 });
  return result;
}

function each(change: (value: number) => number): (run: Run, value: MaybeNumber) => MaybeNumber {
  return (_run, value) => (value === undefined ? undefined : change(value));
}

const ranges = { acceptsRanges: true };

export const numberFunctions: readonly Native[] = [
  native("sum", "<a<n>:n>", 1, sum, ranges),
  native("max", "<a<n>:n>", 1, extreme(Math.max), ranges),
  native("min", "<a<n>:n>", 1, extreme(Math.min), ranges),
  native("average", "<a<n>:n>", 1, average, ranges),
  native("number", "<(nsb)-:n>", 1, toNumber),
  native("floor", "<n-:n>", 1, each(Math.floor)),
  native("ceil", "<n-:n>", 1, each(Math.ceil)),
  native("abs", "<n-:n>", 1, each(Math.abs)),
  native("round", "<n-n?:n>", 2, (_run, value: MaybeNumber, precision: MaybeNumber) =>
    value === undefined ? undefined : roundHalfEven(value, precision),
  ),
  native("sqrt", "<n-:n>", 1, squareRoot),
  native("power", "<n-n:n>", 2, power),
  native("random", "<:n>", 0, () => Math.random()),
  native("formatBase", "<n-n?:s>", 2, formatBase),
];
