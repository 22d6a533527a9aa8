/** What a piece of JSONata text is. `open` tokens reach the end of the text without being closed. */
export type TokenKind =
  | "space"
  | "comment"
  | "string"
  | "number"
  | "name"
  | "quoted-name"
  | "variable"
  | "atom"
  | "keyword"
  | "regex"
  | "operator"
  | "bracket"
  | "separator"
  | "unknown";

/** A token that stands over a line end: what would close it. */
type OpenToken = "*/" | '"' | "'" | "`" | "/";

/** What the lexer has to remember between two tokens. */
export interface LexerState {
  /** A value has just ended, so `/` divides, `*` multiplies and `and` is an operator instead of a name. */
  readonly afterValue: boolean;
  readonly open: OpenToken | undefined;
}

export interface Lexed {
  readonly kind: TokenKind;
  readonly end: number;
  readonly state: LexerState;
}

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export const startState: LexerState = { afterValue: false, open: undefined };

const longOperators = ["**", "..", ":=", "!=", "<=", ">=", "~>", "??", "?:"];
const operators = new Set([..."+-*/%=<>&^|?@#.!~"]);
const infixWords = new Set(["and", "or", "in"]);
const atoms = new Set(["true", "false", "null"]);
const nameEnd = /[\s()[\]{},;:+\-*/%=<>&^|?@#.!~"'`]/;
const numberPattern = /(?:0|[1-9]\d*)(?:\.\d+)?(?:[Ee][-+]?\d+)?/y;
const spacePattern = /\s+/y;

/**
 * Reads one token of `text` from `at`. Works on a whole text as well as line by line: hand in the state that the line before left.
 * Never fails; what JSONata does not know is `unknown`.
 */
export function lex(text: string, at: number, state: LexerState): Lexed {
  if (state.open !== undefined) return finish(text, at, state.open, state.afterValue);
  const first = text.charAt(at);
  const space = match(spacePattern, text, at);
  if (space > at) return { kind: "space", end: space, state };
  if (text.startsWith("/*", at)) return finish(text, at + 2, "*/", state.afterValue);
  if (first === '"' || first === "'" || first === "`") return finish(text, at + 1, first, false);
  if (first === "/" && !state.afterValue) return finish(text, at + 1, "/", false);
  return lexWord(text, at, first, state) ?? lexSign(text, at, first, state);
}

function lexWord(text: string, at: number, first: string, state: LexerState): Lexed | undefined {
  const number = match(numberPattern, text, at);
  if (number > at) return value("number", number);
  if (nameEnd.test(first)) return undefined;
  let end = at + 1;
  while (end < text.length && !nameEnd.test(text.charAt(end))) end++;
  const word = text.slice(at, end);
  if (first === "$") return value("variable", end);
  if (state.afterValue && infixWords.has(word)) return after("keyword", end, false);
  if (word === "function" || word === "λ") return after("keyword", end, false);
  return value(atoms.has(word) ? "atom" : "name", end);
}

function lexSign(text: string, at: number, first: string, state: LexerState): Lexed {
  const two = text.slice(at, at + 2);
  if (longOperators.includes(two)) {
    // `**` without a value before it is the descendants wildcard, which is a value itself.
    return after("operator", at + 2, two === "**" && !state.afterValue);
  }
  if ("([{".includes(first)) return after("bracket", at + 1, false);
  if (")]}".includes(first)) return after("bracket", at + 1, true);
  if (",;:".includes(first)) return after("separator", at + 1, false);
  if (operators.has(first)) {
    const wildcard = (first === "*" || first === "%") && !state.afterValue;
    return after("operator", at + 1, wildcard);
  }
  return after("unknown", at + 1, state.afterValue);
}

const closers = { "*/": "comment", '"': "string", "'": "string", "`": "quoted-name", "/": "regex" } as const;

function finish(text: string, from: number, open: OpenToken, afterValue: boolean): Lexed {
  const kind = closers[open];
  const valueAfter = kind === "comment" ? afterValue : true;
  const close = findClose(text, from, open);
  if (close === undefined) return { kind, end: text.length, state: { afterValue: valueAfter, open } };
  let end = close;
  if (kind === "regex") while (/[im]/.test(text.charAt(end))) end++;
  return { kind, end, state: { afterValue: valueAfter, open: undefined } };
}

function findClose(text: string, from: number, open: OpenToken): number | undefined {
  if (open === "*/" || open === "`") {
    const close = text.indexOf(open, from);
    return close < 0 ? undefined : close + open.length;
  }
  // As JSONata's own scanner: a `/` inside any bracket belongs to the regular expression.
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === "\\") at++;
    else if (open === "/" && "([{".includes(sign)) depth++;
    else if (open === "/" && ")]}".includes(sign)) depth--;
    else if (sign === open && depth === 0) return at + 1;
  }
  return undefined;
}

function value(kind: TokenKind, end: number): Lexed {
  return after(kind, end, true);
}

function after(kind: TokenKind, end: number, afterValue: boolean): Lexed {
  return { kind, end, state: { afterValue, open: undefined } };
}

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found ? at + found[0].length : at;
}

/** All tokens of a text, spaces and comments left out. The positions are those of the text. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let state = startState;
  while (at < text.length) {
    const next = lex(text, at, state);
    if (next.kind !== "space" && next.kind !== "comment") {
      tokens.push({ kind: next.kind, start: at, end: next.end, text: text.slice(at, next.end) });
    }
    at = next.end;
    state = next.state;
  }
  return tokens;
}
