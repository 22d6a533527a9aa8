import { Fault } from "./fault.ts";
import { type FunctionValue, functionValue } from "./function-value.ts";

/** One match of a regular expression, as the language shows it. */
export interface RegexMatch {
  readonly match: string;
  readonly start: number;
  readonly end: number;
  readonly groups: unknown[];
}

/** Finds the first match at or behind an offset. */
export type RegexSearch = (text: string, from: number) => RegexMatch | undefined;

const searches = new WeakMap<FunctionValue, RegexSearch>();

/** A search by the engine's own regular expressions. */
export function nativeSearch(regex: RegExp): RegexSearch {
  return (text, from) => {
    regex.lastIndex = from;
    const found = regex.exec(text);
    if (found === null) return undefined;
    const [match, ...groups] = found;
    return { match, start: found.index, end: found.index + match.length, groups };
  };
}

/** A regular expression as a function of the language: of a text gives its first match, which knows the `next`. */
export function regexFunction(search: RegexSearch, source: string): FunctionValue {
  const matchFrom = (text: string, from: number): unknown => {
    const found = search(text, from);
    if (found === undefined) return undefined;
    const next = functionValue(
      () => {
        if (found.end >= text.length) return undefined;
        const following = search(text, found.end);
        if (following?.match === "") throw new Fault("D1004", { value: source });
        return following && matchFrom(text, found.end);
      },
      { name: undefined, arity: 0, parameters: 0, usesContext: false },
    );
    return { ...found, next };
  };
  const value = functionValue(
    (args) => {
      const [text, from] = args;
      return matchFrom(String(text), typeof from === "number" ? from : 0);
    },
    { name: undefined, arity: 2, parameters: 2, usesContext: false },
  );
  searches.set(value, search);
  return value;
}

/** The search behind a function that is a regular expression. */
export function searchOf(value: unknown): RegexSearch | undefined {
  return typeof value === "function" ? searches.get(value as FunctionValue) : undefined;
}
