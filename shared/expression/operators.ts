import { stringify } from "./builtins/stringify.ts";
import { Fault, type Place } from "./fault.ts";
import type { Run } from "./run.ts";
import { mark, SEQUENCE } from "./sequence.ts";
import { deepEqual, isNumber } from "./values.ts";

/** Operators that answer with a number. */
export type Arithmetic = "+" | "-" | "*" | "/" | "%";
/** Operators that answer with an order. */
export type Comparison = "<" | "<=" | ">" | ">=";

/** Arithmetic by the book: nothing with anything is nothing; what is not a number is refused. */
export function arithmetic(operator: Arithmetic, left: unknown, right: unknown, place: Place): unknown {
  const leftNumber = operand(left, "T2001", place);
  const rightNumber = operand(right, "T2002", place);
  if (leftNumber === undefined || rightNumber === undefined) return undefined;
  switch (operator) {
    case "+":
      return leftNumber + rightNumber;
    case "-":
      return leftNumber - rightNumber;
    case "*":
      return leftNumber * rightNumber;
    case "/":
      return leftNumber / rightNumber;
    case "%":
      return leftNumber % rightNumber;
  }
}

function operand(value: unknown, code: string, place: Place): number | undefined {
  if (value === undefined) return undefined;
  try {
    if (isNumber(value)) return value;
  } catch (error) {
    if (error instanceof Fault) error.place ??= place;
    throw error;
  }
  throw new Fault(code, { value, place });
}

/** `<` and its kin: nothing with anything is nothing; only two numbers or two texts can be compared. */
export function compare(operator: Comparison, left: unknown, right: unknown, place: Place): unknown {
  const leftKind = typeof left;
  const rightKind = typeof right;
  const leftFits = leftKind === "string" || leftKind === "number";
  const rightFits = rightKind === "string" || rightKind === "number";
  if ((!leftFits && left !== undefined) || (!rightFits && right !== undefined)) {
    throw new Fault("T2010", { value: leftFits ? right : left, place });
  }
  if (left === undefined || right === undefined) return undefined;
  if (leftKind !== rightKind) throw new Fault("T2009", { value: left, value2: right, place });
  return ordered(operator, left as string, right as string);
}

/** Both are numbers or both are texts, as `compare` has made sure; JavaScript orders either kind the same way. */
function ordered(operator: Comparison, left: string, right: string): boolean {
  switch (operator) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
  }
}

/** `=`: false when a side is missing. */
export function equals(left: unknown, right: unknown, run: Run): boolean {
  return left !== undefined && right !== undefined && deepEqual(left, right, run);
}

/** `!=`: false too when a side is missing. */
export function differs(left: unknown, right: unknown, run: Run): boolean {
  return left !== undefined && right !== undefined && !deepEqual(left, right, run);
}

/** `in`: whether the left value is the right one or one of its items. */
export function includes(left: unknown, right: unknown): boolean {
  if (left === undefined || right === undefined) return false;
  return Array.isArray(right) ? right.includes(left) && !Number.isNaN(left) : left === right;
}

/** `&`: what is missing counts as an empty text. */
export function concatenate(left: unknown, right: unknown, run: Run): string {
  const leftText = typeof left === "string" ? left : left === undefined ? "" : textOf(left, run);
  const rightText = typeof right === "string" ? right : right === undefined ? "" : textOf(right, run);
  return run.text(leftText + rightText);
}

function textOf(value: unknown, run: Run): string {
  return stringify(value, false, run);
}

/** Bounds of `[from..to]`; undefined when it has no items. Throws T2003, T2004, D2014. */
export function rangeBounds(
  left: unknown,
  right: unknown,
  place: Place,
): { from: number; to: number } | undefined {
  if (left !== undefined && !Number.isInteger(left)) throw new Fault("T2003", { value: left, place });
  if (right !== undefined && !Number.isInteger(right)) throw new Fault("T2004", { value: right, place });
  if (typeof left !== "number" || typeof right !== "number" || left > right) return undefined;
  const size = right - left + 1;
  if (size > 1e7) throw new Fault("D2014", { value: size, place });
  return { from: left, to: right };
}

/** The numbers of a range as a sequence. */
export function rangeItems(from: number, to: number, run: Run, place?: Place): unknown[] {
  const size = to - from + 1;
  run.checkLength(size, place);
  run.charge(size, place);
  const result = new Array<unknown>(size);
  for (let index = 0; index < size; index++) result[index] = from + index;
  return mark(result, SEQUENCE);
}
