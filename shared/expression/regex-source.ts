/** White space and line ends as JavaScript's `\s` and `.` know them; the linear engine's are ASCII. */
const spaces =
  "\\t\\n\\v\\f\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}";
const lineEnds = "\\n\\r\\x{2028}\\x{2029}";

/** One element of a pattern: an escape, a class's bracket or any single character. */
const element = /\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\.|[\s\S]/gu;

/** A JavaScript pattern in the syntax of the linear engine, with JavaScript's meaning of `.`, `\s` and `\S`. */
export function toLinearSyntax(source: string): string {
  let result = "";
  let inClass = false;
  for (const [part] of source.matchAll(element)) {
    if (part === "[") inClass = true;
    else if (part === "]") inClass = false;
    if (part === "\\s") result += inClass ? spaces : `[${spaces}]`;
    else if (part === "\\S" && !inClass) result += `[^${spaces}]`;
    else if (part === "." && !inClass) result += `[^${lineEnds}]`;
    else result += part;
  }
  return result;
}

/** What may follow an element: `*`, `+`, `?` or counts, lazy or not. */
const quantifier = /(?:[*+?]|\{\d+(?:,\d*)?\})\??/y;
const plainElement =
  /\\(?:[dDwWsSbBtnrfv\\/^$.*+?()[\]{}|-]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4})|\[(?:\\.|[^\]\\])*\]|[^\\()[\]{}*+?|]/uy;

/** Larger counts, like large patterns, are left to the linear engine to accept or refuse. */
const maxCount = 100;

/** An upper bound of what a backtracking search takes: `ways` times the text's length to the power `degree` + 1. */
export interface BacktrackingBound {
  readonly degree: number;
  readonly ways: number;
}

/** Each optional part and each alternative can double the time; more of them are left to the linear engine. */
const maxChoices = 10;

/**
 * How far a backtracking search can go: each repetition of a single character multiplies its time by the length of the
 * text at most, each choice by two. Undefined when the pattern has more than such repetitions: repeated groups, references,
 * looking around.
 */
export function backtrackingBound(source: string): BacktrackingBound | undefined {
  let degree = 0;
  let choices = 0;
  let at = 0;
  while (at < source.length) {
    const rest = source.slice(at, at + 3);
    if (rest.startsWith("(")) {
      if (rest.startsWith("(?") && rest !== "(?:") return undefined;
      at += rest === "(?:" ? 3 : 1;
      continue;
    }
    if (rest.startsWith("|")) {
      choices++;
      at++;
      continue;
    }
    const group = rest.startsWith(")");
    const end = group ? at + 1 : match(plainElement, source, at);
    if (end === undefined) return undefined;
    at = end;
    const quantified = match(quantifier, source, at);
    if (quantified === undefined) continue;
    const repeats = source.slice(at, quantified);
    at = quantified;
    if (repeats.startsWith("?")) {
      choices++;
      continue;
    }
    if (group || largestCount(repeats) > maxCount) return undefined;
    degree++;
  }
  return choices > maxChoices ? undefined : { degree, ways: 2 ** choices };
}

function match(pattern: RegExp, source: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(source) ? pattern.lastIndex : undefined;
}

function largestCount(repeats: string): number {
  return Math.max(0, ...(repeats.match(/\d+/g) ?? []).map(Number));
}
