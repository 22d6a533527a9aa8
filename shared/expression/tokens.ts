export type TokenKind =
  | "space"
  | "comment"
  | "name"
  | "variable"
  | "text"
  | "number"
  | "regex"
  | "value"
  | "operator"
  /** What the parser will refuse: a text, name, comment or regular expression that is not closed. */
  | "broken";

/** A piece of an expression's text. All tokens together are the whole text. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly text: string;
}

const operators = /\.\.|:=|!=|>=|<=|\*\*|~>|\?:|\?\?|[.[\]{}(),@#;:?+\-*/%|=<>^&!~]/y;
const space = /[ \t\n\r\v]+/y;
const comment = /\/\*[\s\S]*?\*\//y;
const quoted = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/y;
const backticked = /`[^`]*`/y;
const number = /(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[Ee][-+]?[0-9]+)?/y;
const word = /[^ \t\n\r\v.[\]{}(),@#;:?+\-*/%|=<>^&!~"'`]+/y;
const words = new Set(["and", "or", "in"]);
const values = new Set(["true", "false", "null"]);

/** Cuts a text into tokens, whatever is in it. The editor colours with them; the mapping table is cut along them. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  // Where an operand is expected, `/` begins a regular expression and `*`, `%`, `and` are operands.
  let expectsOperand = true;
  while (at < text.length) {
    const token = nextToken(text, at, expectsOperand);
    tokens.push(token);
    at = token.end;
    if (token.kind !== "space" && token.kind !== "comment")
      expectsOperand = expectsAfter(token, expectsOperand);
  }
  return tokens;
}

function expectsAfter({ kind, text }: Token, expected: boolean): boolean {
  if (kind !== "operator") return false;
  if (text === ")" || text === "]" || text === "}") return false;
  return !(expected && (text === "*" || text === "**" || text === "%"));
}

function nextToken(text: string, at: number, expectsOperand: boolean): Token {
  const make = (kind: TokenKind, end: number): Token => ({ kind, start: at, end, text: text.slice(at, end) });
  const spaceEnd = matchAt(space, text, at);
  if (spaceEnd !== undefined) return make("space", spaceEnd);
  if (text.startsWith("/*", at)) {
    const end = matchAt(comment, text, at);
    return end === undefined ? make("broken", text.length) : make("comment", end);
  }
  const first = text.charAt(at);
  if (first === "/" && expectsOperand) {
    const end = regexEnd(text, at + 1);
    return end === undefined ? make("broken", text.length) : make("regex", end);
  }
  if (first === '"' || first === "'") return closed(make, "text", matchAt(quoted, text, at), text.length);
  if (first === "`") return closed(make, "name", matchAt(backticked, text, at), text.length);
  const numberEnd = matchAt(number, text, at);
  if (numberEnd !== undefined) return make("number", numberEnd);
  const operatorEnd = matchAt(operators, text, at);
  if (operatorEnd !== undefined) return make("operator", operatorEnd);
  const end = matchAt(word, text, at) ?? at + 1;
  const written = text.slice(at, end);
  if (first === "$") return make("variable", end);
  if (words.has(written) && !expectsOperand) return make("operator", end);
  return make(values.has(written) ? "value" : "name", end);
}

function closed(
  make: (kind: TokenKind, end: number) => Token,
  kind: TokenKind,
  end: number | undefined,
  length: number,
): Token {
  return end === undefined ? make("broken", length) : make(kind, end);
}

function matchAt(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** Behind the closing `/` and its flags. As in the parser, a `/` inside brackets does not close. */
function regexEnd(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\\") at++;
    else if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    else if (character === "/" && depth === 0) {
      let end = at + 1;
      while (text.charAt(end) === "i" || text.charAt(end) === "m") end++;
      return end;
    }
  }
  return undefined;
}

/** Whether a token is more than space or comment. */
export function isSignificant({ kind }: Token): boolean {
  return kind !== "space" && kind !== "comment";
}

/** The tokens of a text without spaces and comments. */
export function significantTokens(text: string): Token[] {
  return tokenize(text).filter(isSignificant);
}

/** Whether a token is one of `()[]{}`. */
export function isBracket({ kind, text }: Token): boolean {
  return kind === "operator" && "()[]{}".includes(text);
}

const closers: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** For each bracket that has a partner, the index of the partner, both ways. */
export function matchBrackets(tokens: readonly Token[]): Map<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  tokens.forEach(({ kind, text }, index) => {
    if (kind !== "operator") return;
    if (closers[text] !== undefined) open.push(index);
    else if (text === ")" || text === "]" || text === "}") {
      const partner = open.at(-1);
      const opener = partner === undefined ? undefined : tokens[partner];
      if (partner === undefined || opener === undefined || closers[opener.text] !== text) return;
      open.pop();
      pairs.set(partner, index);
      pairs.set(index, partner);
    }
  });
  return pairs;
}

/** For each opening bracket the index of its partner; undefined unless all brackets have one. */
export function closersOf(tokens: readonly Token[]): ReadonlyMap<number, number> | undefined {
  const partners = matchBrackets(tokens);
  const isPaired = tokens.every((token, index) => !isBracket(token) || partners.has(index));
  return isPaired ? new Map([...partners].filter(([one, other]) => one < other)) : undefined;
}

/** The text a token of kind `text`, or a name in backticks, stands for. */
export function literalText(token: Token): string | undefined {
  const inner = token.text.slice(1, -1);
  if (token.kind === "name") return token.text.startsWith("`") ? inner : token.text;
  if (token.kind !== "text") return undefined;
  return inner.replace(
    /\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g,
    (_all, code: string | undefined, escaped: string) =>
      code === undefined ? (escapes[escaped] ?? escaped) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

const escapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
