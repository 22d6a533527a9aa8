import { Fault } from "../fault.ts";
import { type FunctionValue, isFunctionValue } from "../function-value.ts";
import { searchOf } from "../regular-expression.ts";
import type { Run } from "../run.ts";
import { newSequence } from "../sequence.ts";
import { isObject, member } from "../values.ts";
import { call, type Native, native } from "./native.ts";

type MaybeText = string | undefined;
type Pattern = string | FunctionValue | undefined;

/** A match, from a regular expression or from a function that behaves like one. */
interface Found {
  readonly match: unknown;
  readonly start: unknown;
  readonly end: unknown;
  readonly groups: unknown;
  readonly next: () => Found | undefined;
}

/** The first match of a pattern that is a function. Throws T1010 when it does not answer as one. */
function firstMatch(pattern: FunctionValue, text: string, run: Run): Found | undefined {
  const search = searchOf(pattern);
  if (search === undefined) return matchBy(pattern, [text], run);
  const from = (offset: number, first: boolean): Found | undefined => {
    const found = search(text, offset, run);
    if (found === undefined) return undefined;
    if (!first && found.match === "") throw new Fault("D1004");
    return { ...found, next: () => (found.end >= text.length ? undefined : from(found.end, false)) };
  };
  return from(0, true);
}

function matchBy(callee: unknown, args: unknown[], run: Run): Found | undefined {
  if (!isFunctionValue(callee)) throw new Fault("T1010");
  const answer = call(callee, args, run);
  if (answer === undefined) return undefined;
  if (!isObject(answer)) throw new Fault("T1010");
  const found = {
    match: member(answer, "match"),
    start: member(answer, "start"),
    end: member(answer, "end"),
    groups: member(answer, "groups"),
  };
  const next = member(answer, "next");
  const looksRight =
    typeof found.start === "number" ||
    found.end === "number" ||
    Array.isArray(found.groups) ||
    typeof next === "function";
  if (!looksRight) throw new Fault("T1010");
  return { ...found, next: () => matchBy(next, [undefined], run) };
}

/** Runs through the matches, at most `limit`. The one behind the last is still looked for, as the reference does. */
function eachMatch(first: Found | undefined, limit: number | undefined, use: (found: Found) => void): number {
  let count = 0;
  let found = first;
  while (found !== undefined && (limit === undefined || count < limit)) {
    use(found);
    found = found.next();
    count++;
  }
  return count;
}

function checkLimit(limit: number | undefined, code: string, index: number): void {
  if (limit !== undefined && limit < 0) throw new Fault(code, { value: limit, index });
}

function contains(run: Run, text: MaybeText, pattern: Pattern): unknown {
  if (text === undefined || pattern === undefined) return undefined;
  if (typeof pattern === "string") return text.includes(pattern);
  return firstMatch(pattern, text, run) !== undefined;
}

function match(run: Run, text: MaybeText, pattern: FunctionValue, limit: number | undefined): unknown {
  if (text === undefined) return undefined;
  checkLimit(limit, "D3040", 3);
  const result = newSequence();
  if (limit !== undefined && !(limit > 0)) return result;
  eachMatch(firstMatch(pattern, text, run), limit, (found) => {
    result.push({ match: found.match, index: found.start, groups: found.groups });
    run.checkLength(result.length);
  });
  return result;
}

function split(run: Run, text: MaybeText, separator: Pattern, limit: number | undefined): unknown {
  if (text === undefined) return undefined;
  checkLimit(limit, "D3020", 3);
  if (limit !== undefined && !(limit > 0)) return [];
  if (separator === undefined) throw new Fault("T1010");
  if (typeof separator === "string") return splitPlain(run, text, separator, limit);
  const first = firstMatch(separator, text, run);
  if (first === undefined) return [text];
  const result: unknown[] = [];
  let start = 0;
  const count = eachMatch(first, limit, (found) => {
    result.push(text.slice(start, Number(found.start)));
    start = Number(found.end);
    run.checkLength(result.length);
  });
  if (limit === undefined || count < limit) result.push(text.slice(start));
  return result;
}

function splitPlain(run: Run, text: string, separator: string, limit: number | undefined): unknown[] {
  // One part more than is allowed is enough to know; an enormous list is never made.
  const most = run.limits.sequenceLength + 1;
  const result = text.split(separator, limit === undefined ? most : Math.min(limit, most));
  run.checkLength(result.length);
  run.charge(result.length);
  return result;
}

function replace(
  run: Run,
  text: MaybeText,
  pattern: Pattern,
  replacement: string | FunctionValue | undefined,
  limit: number | undefined,
): unknown {
  if (text === undefined) return undefined;
  if (pattern === "") throw new Fault("D3010", { value: pattern, index: 2 });
  checkLimit(limit, "D3011", 4);
  if (limit !== undefined && !(limit > 0)) return text;
  if (pattern === undefined) throw new Fault("T1010");
  if (typeof pattern === "string") return replacePlain(run, text, pattern, replacement, limit);
  const result = new Replaced(text, run);
  eachMatch(firstMatch(pattern, text, run), limit, (found) => {
    const start = Number(found.start);
    result.put(start, start + String(found.match).length, substitute(found, replacement, run));
  });
  return result.finish();
}

/** A text while parts of it are being replaced; refuses to become too long. */
class Replaced {
  readonly #source: string;
  readonly #run: Run;
  readonly #parts: string[] = [];
  #at = 0;
  #length = 0;

  constructor(source: string, run: Run) {
    this.#source = source;
    this.#run = run;
  }

  put(start: number, end: number, replacement: string): void {
    this.#push(this.#source.slice(this.#at, start));
    this.#push(replacement);
    this.#at = end;
  }

  finish(): string {
    this.#push(this.#source.slice(this.#at));
    return this.#parts.join("");
  }

  #push(part: string): void {
    this.#length += part.length;
    this.#run.charge(1 + (part.length >>> 4));
    this.#run.checkTextLength(this.#length);
    this.#parts.push(part);
  }
}

function replacePlain(
  run: Run,
  text: string,
  pattern: string,
  replacement: string | FunctionValue | undefined,
  limit: number | undefined,
): string {
  const result = new Replaced(text, run);
  let at = text.indexOf(pattern);
  for (let count = 0; at >= 0 && (limit === undefined || count < limit); count++) {
    if (typeof replacement !== "string") throw new Fault("D3012", { value: replacement });
    result.put(at, at + pattern.length, replacement);
    at = text.indexOf(pattern, at + pattern.length);
  }
  return result.finish();
}

function substitute(found: Found, replacement: string | FunctionValue | undefined, run: Run): string {
  if (typeof replacement === "string") return fillTemplate(replacement, found);
  const groups = { match: found.match, start: found.start, end: found.end, groups: found.groups };
  const value = isFunctionValue(replacement) ? call(replacement, [groups], run) : undefined;
  if (typeof value !== "string") throw new Fault("D3012", { value });
  return value;
}

/** `$0` is the match, `$1` the first group, `$$` a dollar. As many digits are read as there are groups to name. */
function fillTemplate(template: string, found: Found): string {
  const groups: readonly unknown[] = Array.isArray(found.groups) ? found.groups : [];
  let result = "";
  let at = 0;
  for (
    let dollar = template.indexOf("$");
    dollar >= 0 && at < template.length;
    dollar = template.indexOf("$", at)
  ) {
    result += template.slice(at, dollar);
    at = dollar + 1;
    const next = template.charAt(at);
    if (next === "$" || next === "0") {
      result += next === "$" ? "$" : String(found.match);
      at++;
      continue;
    }
    const number = groupNumber(template, at, groups.length);
    if (Number.isNaN(number)) {
      result += "$";
      continue;
    }
    const group = groups[number - 1];
    if (group !== undefined) result += String(group);
    at += String(number).length;
  }
  return result + template.slice(at);
}

function groupNumber(template: string, at: number, groupCount: number): number {
  const digits = groupCount === 0 ? 1 : Math.floor(Math.log10(groupCount)) + 1;
  const number = Number.parseInt(template.slice(at, at + digits), 10);
  if (digits > 1 && number > groupCount) return Number.parseInt(template.slice(at, at + digits - 1), 10);
  return number;
}

export const matchingFunctions: readonly Native[] = [
  native("contains", "<s-(sf):b>", 2, contains),
  native("match", "<s-f<s:o>n?:a<o>>", 3, match),
  native("split", "<s-(sf)n?:a<s>>", 3, split),
  native("replace", "<s-(sf)(sf)n?:s>", 4, replace),
];
