import { functionSummaries } from "../function-help.ts";
import { faults } from "./faults.ts";
import { findings, fixes } from "./findings.ts";

/** The words of every message about an expression, in one language. */
export interface ExpressionTexts {
  readonly faults: Readonly<Record<keyof typeof faults, string>>;
  readonly findings: Readonly<Record<keyof typeof findings, string>>;
  readonly fixes: Readonly<Record<keyof typeof fixes, string>>;
  /** What each function does, in one line. */
  readonly functions: Readonly<Record<keyof typeof functionSummaries, string>>;
  /** What sort of value something is, with its article. */
  readonly kinds: Readonly<Record<keyof typeof kinds, string>>;
  /** Items of a list, by the letter of signatures. */
  readonly items: Readonly<Record<keyof typeof items, string>>;
  /** A function without a name. */
  readonly someFunction: string;
  /** Added to a message when something is written nearly like that. */
  readonly closeMatch: string;
}

const kinds = {
  text: "a text",
  number: "a number",
  boolean: "true or false",
  function: "a function",
  nothing: "nothing",
  null: "null",
  list: "a list",
  object: "an object",
};

const items = {
  a: "arrays",
  b: "booleans",
  f: "functions",
  n: "numbers",
  o: "objects",
  s: "texts",
  other: "other values",
};

/** English: what the runtime writes into logs, and what other languages are checked against. */
export const english: ExpressionTexts = {
  faults,
  findings,
  fixes,
  functions: functionSummaries,
  kinds,
  items,
  someFunction: "the function",
  closeMatch: " Close match: `{name}`.",
};
