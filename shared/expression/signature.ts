import { Fault } from "./fault.ts";
import { LazyRange } from "./lazy-range.ts";

/** How often a parameter may be given. Lazy forms prefer less; upstream's regular expressions make them possible. */
interface Quantity {
  readonly optional: boolean;
  readonly repeated: boolean;
  readonly lazy: boolean;
}

/** One parameter of a signature. */
export interface Parameter extends Quantity {
  /** Accepted type letters; `m` (missing) is among them where nothing is acceptable. */
  readonly letters: string;
  readonly isArray: boolean;
  readonly subtype: string | undefined;
  readonly context: boolean;
}

/** Checks and completes the arguments of a call. */
export interface Signature {
  readonly definition: string;
  readonly usesContext: boolean;
  readonly parameters: readonly Parameter[];
  /** The arguments as the function shall get them. Throws T0410, T0411 or T0412. */
  validate(args: readonly unknown[], context: unknown): unknown[];
}

const itemTypes = ["a", "b", "f", "n", "o", "s"] as const;

/** The type letter of a value, as signatures write it. */
export function letterOf(value: unknown): string {
  switch (typeof value) {
    case "string":
      return "s";
    case "number":
      return "n";
    case "boolean":
      return "b";
    case "function":
      return "f";
    case "object":
      if (value === null) return "l";
      return Array.isArray(value) || value instanceof LazyRange ? "a" : "o";
    default:
      return "m";
  }
}

/** Reads a signature such as `<s-nn?:s>`. The parser has already refused what is malformed. */
export function parseSignature(definition: string): Signature {
  const parameters = parseParameters(definition);
  return {
    definition,
    parameters,
    usesContext: parameters.some((parameter) => parameter.context),
    validate: (args, context) => validate(parameters, args, context),
  };
}

interface Draft {
  letters: string;
  isArray: boolean;
  subtype: string | undefined;
  context: boolean;
  optional: boolean;
  repeated: boolean;
  lazy: boolean;
  quantified: boolean;
}

const single: Readonly<Record<string, string>> = {
  s: "sm",
  n: "nm",
  b: "bm",
  l: "lm",
  o: "om",
  a: "asnblfom",
  f: "f",
  j: "asnblom",
  x: "asnblfom",
};

function parseParameters(definition: string): Parameter[] {
  const drafts: Draft[] = [];
  let at = 1;
  while (at < definition.length && definition[at] !== ":") {
    const symbol = definition[at] ?? "";
    const last = drafts.at(-1);
    if (symbol === "(") {
      const end = closing(definition, at, "(", ")");
      drafts.push(draft(`${definition.slice(at + 1, end)}m`, false));
      at = end;
    } else if (symbol === "<") {
      const end = closing(definition, at, "<", ">");
      if (last !== undefined) last.subtype = definition.slice(at + 1, end);
      at = end;
    } else if (last !== undefined && (symbol === "-" || symbol === "?" || symbol === "+")) {
      quantify(last, symbol);
    } else {
      const letters = Object.hasOwn(single, symbol) ? single[symbol] : undefined;
      if (letters !== undefined) drafts.push(draft(letters, symbol === "a"));
    }
    at++;
  }
  return drafts;
}

function draft(letters: string, isArray: boolean): Draft {
  return {
    letters,
    isArray,
    subtype: undefined,
    context: false,
    optional: false,
    repeated: false,
    lazy: false,
    quantified: false,
  };
}

function quantify(parameter: Draft, symbol: string): void {
  if (symbol === "-") parameter.context = true;
  if (parameter.quantified) {
    parameter.lazy = true;
    return;
  }
  parameter.quantified = true;
  if (symbol === "+") parameter.repeated = true;
  else parameter.optional = true;
}

function closing(text: string, start: number, open: string, close: string): number {
  let depth = 1;
  let at = start;
  while (at < text.length) {
    at++;
    if (text[at] === close) {
      depth--;
      if (depth === 0) break;
    } else if (text[at] === open) depth++;
  }
  return at;
}

function validate(parameters: readonly Parameter[], args: readonly unknown[], context: unknown): unknown[] {
  let given = "";
  for (const argument of args) given += letterOf(argument);
  const counts = distribute(parameters, given);
  if (counts === undefined) throw mismatch(parameters, args, given);
  const result: unknown[] = [];
  let next = 0;
  parameters.forEach((parameter, index) => {
    const count = counts[index] ?? 0;
    if (count === 0) {
      if (!parameter.context) {
        result.push(args[next]);
        next++;
      } else {
        if (!parameter.letters.includes(letterOf(context))) {
          throw new Fault("T0411", { value: context, index: next + 1 });
        }
        result.push(context);
      }
    }
    const matched = given.slice(next, next + count);
    for (let repeat = 0; repeat < count; repeat++) {
      const argument = args[next];
      result.push(parameter.isArray ? asArray(parameter, argument, matched, repeat, next) : argument);
      next++;
    }
  });
  return result;
}

function asArray(
  parameter: Parameter,
  argument: unknown,
  matched: string,
  repeat: number,
  position: number,
): unknown {
  const letter = matched[repeat];
  if (letter === "m") return undefined;
  if (parameter.subtype !== undefined && !itemsFit(parameter.subtype, argument, letter, matched)) {
    throw new Fault("T0412", {
      value: argument,
      index: position + 1,
      type: itemTypes.find((type) => type === parameter.subtype) ?? "other",
    });
  }
  return letter === "a" ? argument : [argument];
}

function itemsFit(subtype: string, argument: unknown, letter: string | undefined, matched: string): boolean {
  const expected = subtype.charAt(0);
  if (argument instanceof LazyRange) return expected === "n";
  if (letter !== "a" || !Array.isArray(argument)) return matched === subtype;
  return argument.every((item) => letterOf(item) === expected);
}

/**
 * How many arguments each parameter takes: the first distribution a backtracking match would find. Failures are
 * remembered, so that a signature full of repetitions cannot take exponential time.
 */
function distribute(parameters: readonly Parameter[], given: string): number[] | undefined {
  const failed = new Set<number>();
  const counts: number[] = [];
  const width = given.length + 1;
  const place = (index: number, at: number): boolean => {
    const parameter = parameters[index];
    if (parameter === undefined) return at === given.length;
    if (failed.has(index * width + at)) return false;
    for (const count of choices(parameter, given, at)) {
      counts[index] = count;
      if (place(index + 1, at + count)) return true;
    }
    failed.add(index * width + at);
    return false;
  };
  return place(0, 0) ? counts : undefined;
}

/** The counts a parameter can take at one place, the preferred one first. */
function choices(parameter: Parameter, given: string, at: number): number[] {
  const limit = parameter.repeated ? given.length - at : 1;
  let most = 0;
  while (most < limit && at + most < given.length && parameter.letters.includes(given[at + most] ?? " "))
    most++;
  const least = parameter.optional ? 0 : 1;
  const result: number[] = [];
  for (let count = most; count >= least; count--) result.push(count);
  return parameter.lazy ? result.reverse() : result;
}

/** Names the first argument that does not fit: the one behind the longest prefix of parameters that matches. */
function mismatch(parameters: readonly Parameter[], args: readonly unknown[], given: string): Fault {
  let good = 0;
  for (let length = 1; length <= parameters.length; length++) {
    const reach = prefixReach(parameters.slice(0, length), given);
    if (reach === undefined) break;
    good = reach;
  }
  return new Fault("T0410", { value: args[good], index: good + 1 });
}

function prefixReach(parameters: readonly Parameter[], given: string): number | undefined {
  const dead = new Set<number>();
  const reach = (index: number, at: number): number | undefined => {
    const parameter = parameters[index];
    if (parameter === undefined) return at;
    if (dead.has(index * (given.length + 1) + at)) return undefined;
    for (const count of choices(parameter, given, at)) {
      const end = reach(index + 1, at + count);
      if (end !== undefined) return end;
    }
    dead.add(index * (given.length + 1) + at);
    return undefined;
  };
  return reach(0, 0);
}
