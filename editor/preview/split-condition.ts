import { closersOf, significantTokens, type Token } from "@trasvase/shared/expression/tokens.ts";

/** A part of a condition's text. */
export interface ConditionPart {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** One comparison of a condition, or a part that stands for itself: then there is one operand and no operator. */
export interface Clause extends ConditionPart {
  /** The word before it; the first clause has none. */
  readonly joint: "and" | "or" | undefined;
  readonly operator: string | undefined;
  readonly operands: readonly ConditionPart[];
}

const comparisons = new Set(["=", "!=", "<", "<=", ">", ">=", "in"]);
/** Operators that bind looser than `or`, or in another way: a text with one of them outside brackets is not taken apart. */
const indivisible = new Set(["?", ":=", ";", "..", "??", "?:", "~>", ","]);

/**
 * Takes a condition apart for explaining it: into its comparisons, each with its two sides. Works on the text alone, so that every
 * part can be shown and evaluated as it was written. What cannot be taken apart comes back as one clause.
 */
export function splitCondition(text: string): readonly Clause[] {
  const tokens = significantTokens(text);
  const closers = closersOf(tokens);
  if (!closers || tokens.length === 0) return [];
  return clauses({ text, tokens, closers }, 0, tokens.length, undefined);
}

interface Reading {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly closers: ReadonlyMap<number, number>;
}

function clauses(reading: Reading, from: number, to: number, joint: Clause["joint"]): readonly Clause[] {
  const { tokens, closers } = reading;
  const inBrackets = tokens[from]?.text === "(" && closers.get(from) === to - 1;
  if (inBrackets && to - from > 2 && divisible(reading, from + 1, to - 1)) {
    return clauses(reading, from + 1, to - 1, joint);
  }
  if (!divisible(reading, from, to)) return [single(reading, from, to, joint)];
  for (const word of ["or", "and"] as const) {
    const places = outer(reading, from, to).filter((place) => isOperator(tokens[place], word));
    if (places.length === 0) continue;
    const edges = [from, ...places.map((place) => place + 1)];
    return edges.flatMap((start, index) =>
      clauses(reading, start, places[index] ?? to, index === 0 ? joint : word),
    );
  }
  return [comparison(reading, from, to, joint)];
}

function comparison(reading: Reading, from: number, to: number, joint: Clause["joint"]): Clause {
  const places = outer(reading, from, to).filter((place) => {
    const token = reading.tokens[place];
    return token !== undefined && comparisons.has(token.text) && isOperator(token, token.text);
  });
  const place = places[0];
  if (places.length !== 1 || place === undefined || place === from || place === to - 1) {
    return single(reading, from, to, joint);
  }
  return {
    ...part(reading, from, to),
    joint,
    operator: reading.tokens[place]?.text,
    operands: [part(reading, from, place), part(reading, place + 1, to)],
  };
}

function single(reading: Reading, from: number, to: number, joint: Clause["joint"]): Clause {
  const whole = part(reading, from, to);
  return { ...whole, joint, operator: undefined, operands: [whole] };
}

function divisible(reading: Reading, from: number, to: number): boolean {
  return outer(reading, from, to).every((place) => {
    const token = reading.tokens[place];
    return token?.kind !== "operator" || !indivisible.has(token.text);
  });
}

/** Places of the tokens outside all brackets. */
function outer({ closers }: Reading, from: number, to: number): readonly number[] {
  const places: number[] = [];
  for (let place = from; place < to; place = (closers.get(place) ?? place) + 1) places.push(place);
  return places;
}

function isOperator(token: Token | undefined, text: string): boolean {
  return token?.kind === "operator" && token.text === text;
}

function part({ text, tokens }: Reading, from: number, to: number): ConditionPart {
  const start = tokens[from]?.start ?? 0;
  const end = tokens[to - 1]?.end ?? start;
  return { text: text.slice(start, end), start, end };
}
