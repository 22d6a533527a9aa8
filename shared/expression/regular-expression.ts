import { RE2JS } from "re2js";
import { Fault, type FaultDetails } from "./fault.ts";
import { type FunctionValue, functionValue } from "./function-value.ts";
import { backtrackingBound, toLinearSyntax } from "./regex-source.ts";
import type { Run } from "./run.ts";

/** One match of a regular expression, as the language shows it. */
export interface RegexMatch {
  readonly match: string;
  readonly start: number;
  readonly end: number;
  readonly groups: unknown[];
}

/** Finds the first match at or behind an offset. */
export type RegexSearch = (text: string, from: number, run: Run) => RegexMatch | undefined;

const searches = new WeakMap<FunctionValue, RegexSearch>();

/** Steps the engine's own search may take in the worst case; beyond, the linear engine is quicker and certain. */
const nativeBudget = 2_000_000;

const cache = new Map<string, RegexSearch>();
const cacheSize = 1_000;

/**
 * A search that takes time linear in the text. Where the engine's own regular expressions provably cannot take long,
 * they are used: they are quicker. Throws a Fault X1002 with the reason when there is no linear way.
 */
export function regexSearch(regex: RegExp): RegexSearch {
  const key = String(regex);
  const known = cache.get(key);
  if (known !== undefined) return known;
  const search = makeSearch(regex);
  if (cache.size >= cacheSize) cache.clear();
  cache.set(key, search);
  return search;
}

function makeSearch(regex: RegExp): RegexSearch {
  const bound = backtrackingBound(regex.source);
  if (bound === undefined) return linearSearch(regex);
  const native = nativeSearch(regex);
  const { degree, ways } = bound;
  if (degree === 0 && ways <= 4) return native;
  let linear: RegexSearch | undefined;
  return (text, from, run) => {
    if (ways * (text.length - from) ** (degree + 1) <= nativeBudget) return native(text, from, run);
    linear ??= linearSearch(regex);
    return linear(text, from, run);
  };
}

function nativeSearch(source: RegExp): RegexSearch {
  const regex = new RegExp(source);
  return (text, from, run) => {
    run.charge(1 + ((text.length - from) >>> 5));
    regex.lastIndex = from;
    const found = regex.exec(text);
    if (found === null) return undefined;
    const [match, ...groups] = found;
    return { match, start: found.index, end: found.index + match.length, groups };
  };
}

function linearSearch(regex: RegExp): RegexSearch {
  const compiled = compileLinear(regex);
  return (text, from, run) => {
    const matcher = compiled.matcher(text);
    const found = matcher.find(from);
    run.charge(1 + ((found ? matcher.end() : text.length) - from));
    if (!found) return undefined;
    const groups: unknown[] = [];
    for (let group = 1; group <= matcher.groupCount(); group++)
      groups.push(matcher.group(group) ?? undefined);
    return { match: matcher.group() ?? "", start: matcher.start(), end: matcher.end(), groups };
  };
}

function compileLinear(regex: RegExp): RE2JS {
  try {
    const flags = (regex.ignoreCase ? RE2JS.CASE_INSENSITIVE : 0) | (regex.multiline ? RE2JS.MULTILINE : 0);
    return RE2JS.compile(RE2JS.translateRegExp(toLinearSyntax(regex.source)), flags);
  } catch (error) {
    throw new Fault("X1002", { ...refusal(regex.source, error), value: regex.source });
  }
}

function refusal(source: string, error: unknown): FaultDetails {
  if (/\\[1-9]|\\k</.test(source)) return { variant: "back" };
  if (/\(\?<?[=!]/.test(source)) return { variant: "around" };
  const reason =
    error instanceof Error ? error.message.replace(/^error parsing regexp: /, "") : "it is not supported";
  return { variant: "unsafe", reason };
}

/** A regular expression as a function of the language: of a text gives its first match, which knows the `next`. */
export function regexFunction(search: RegexSearch, source: string): FunctionValue {
  const matchFrom = (text: string, from: number, run: Run): unknown => {
    const found = search(text, from, run);
    if (found === undefined) return undefined;
    const next = functionValue(
      (_args, _context, _frame, later) => {
        if (found.end >= text.length) return undefined;
        const following = search(text, found.end, later);
        if (following?.match === "") throw new Fault("D1004", { value: source });
        return following && matchFrom(text, found.end, later);
      },
      { name: undefined, arity: 0, parameters: 0, usesContext: false },
    );
    return { ...found, next };
  };
  const value = functionValue(
    ([text, from], _context, _frame, run) =>
      matchFrom(String(text), typeof from === "number" ? from : 0, run),
    { name: undefined, arity: 2, parameters: 2, usesContext: false },
  );
  searches.set(value, search);
  return value;
}

/** The search behind a function that is a regular expression. */
export function searchOf(value: unknown): RegexSearch | undefined {
  return typeof value === "function" ? searches.get(value as FunctionValue) : undefined;
}
