import { isBracket, significantTokens, type Token } from "@trasvase/shared/expression/tokens.ts";

/** A part of a text by its places. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One `"key": value` of the object a mapping makes. The value's span holds its own comments and line ends. */
interface Pair {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Span;
  /** The pairs inside, when the value is an object constructor itself. */
  readonly object: ObjectText | undefined;
}

/** An object constructor in a text: from `{` to behind `}`. */
export interface ObjectText extends Span {
  readonly pairs: readonly Pair[];
}

/** Replaces `from`–`to` by `insert`; all other bytes stay. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/**
 * The object constructor that gives the result of a mapping text: the whole text, or the last statement of a `( … )` block around it.
 * Undefined when the text has another shape (a path, a condition, computed keys); such a text is edited as a whole.
 */
export function findResultObject(text: string): ObjectText | undefined {
  const tokens = significantTokens(text);
  const closers = matchBrackets(tokens);
  return closers && resultObject(text, tokens, closers, 0, tokens.length);
}

type Closers = ReadonlyMap<number, number>;

/** Place of the closing bracket by place of the opening one; undefined when they do not pair up. */
export function matchBrackets(tokens: readonly Token[]): Closers | undefined {
  const closers = new Map<number, number>();
  const open: number[] = [];
  for (const [place, token] of tokens.entries()) {
    if (!isBracket(token)) continue;
    if ("([{".includes(token.text)) {
      open.push(place);
      continue;
    }
    const opener = open.pop();
    if (opener === undefined || !fits(tokens[opener]?.text, token.text)) return undefined;
    closers.set(opener, place);
  }
  return open.length === 0 ? closers : undefined;
}

function fits(opener: string | undefined, closer: string): boolean {
  return opener === "(" ? closer === ")" : opener === "[" ? closer === "]" : closer === "}";
}

function resultObject(
  text: string,
  tokens: readonly Token[],
  closers: Closers,
  from: number,
  to: number,
): ObjectText | undefined {
  const first = tokens[from];
  if (!first || closers.get(from) !== to - 1) return undefined;
  if (first.text === "{") return readObject(text, tokens, closers, from);
  if (first.text !== "(") return undefined;
  let last = from + 1;
  let end = to - 1;
  for (let place = from + 1; place < to - 1; place = next(closers, place)) {
    if (tokens[place]?.text !== ";") continue;
    // A `;` right before `)` ends the last statement instead of beginning an empty one.
    if (place === to - 2) end = place;
    else last = place + 1;
  }
  return resultObject(text, tokens, closers, last, end);
}

function next(closers: Closers, place: number): number {
  return (closers.get(place) ?? place) + 1;
}

function readObject(
  text: string,
  tokens: readonly Token[],
  closers: Closers,
  open: number,
): ObjectText | undefined {
  const close = closers.get(open);
  const start = tokens[open]?.start;
  const end = close === undefined ? undefined : tokens[close]?.end;
  if (close === undefined || start === undefined || end === undefined) return undefined;
  const pairs: Pair[] = [];
  for (let at = open + 1; at < close; ) {
    let stop = at;
    while (stop < close && tokens[stop]?.text !== ",") stop = next(closers, stop);
    const pair = readPair(text, tokens, closers, at, stop);
    if (!pair) return undefined;
    pairs.push(pair);
    at = stop + 1;
  }
  return { start, end, pairs };
}

function readPair(
  text: string,
  tokens: readonly Token[],
  closers: Closers,
  from: number,
  to: number,
): Pair | undefined {
  const key = tokens[from];
  const colon = tokens[from + 1];
  const limit = tokens[to];
  if (key?.kind !== "text" || colon?.text !== ":" || from + 2 >= to || !limit) return undefined;
  const value = trim(text, colon.end, limit.start);
  const inner = tokens[from + 2];
  const object =
    inner?.text === "{" && closers.get(from + 2) === to - 1
      ? readObject(text, tokens, closers, from + 2)
      : undefined;
  return { key: unquote(key.text), keySpan: { start: key.start, end: key.end }, value, object };
}

function trim(text: string, start: number, end: number): Span {
  const part = text.slice(start, end);
  return {
    start: start + part.length - part.trimStart().length,
    end: end - (part.length - part.trimEnd().length),
  };
}

/** The text a JSONata string literal stands for. */
function unquote(literal: string): string {
  const inner = literal.slice(1, -1);
  const double = literal.startsWith('"') ? inner : inner.replaceAll("\\'", "'").replaceAll('"', '\\"');
  try {
    const value: unknown = JSON.parse(`"${double}"`);
    return typeof value === "string" ? value : inner;
  } catch {
    return inner;
  }
}

/** One row of a mapping seen as a table: the path of the target field and where its expression stands. */
export interface MappingRow {
  readonly path: readonly string[];
  readonly value: Span;
}

/** The pairs of an object and of the objects inside it, each as one row with its full path. */
export function mappingRows(object: ObjectText, above: readonly string[] = []): readonly MappingRow[] {
  return object.pairs.flatMap((pair) => {
    const path = [...above, pair.key];
    return pair.object && pair.object.pairs.length > 0
      ? mappingRows(pair.object, path)
      : [{ path, value: pair.value }];
  });
}

/**
 * The edit that gives the target field `path` the expression `expression`: replaces its value when the field is there, otherwise adds
 * the pair (and the objects around it) before the closing brace. Undefined when the text is no object constructor.
 */
export function setPair(text: string, path: readonly string[], expression: string): TextEdit | undefined {
  if (text.trim() === "") {
    return { from: 0, to: text.length, insert: `{\n${printPair(path, expression, 1)}\n}` };
  }
  const object = findResultObject(text);
  return object && setInside(text, object, path, expression, 1);
}

function setInside(
  text: string,
  object: ObjectText,
  path: readonly string[],
  expression: string,
  depth: number,
): TextEdit | undefined {
  const [name, ...rest] = path;
  if (name === undefined) return undefined;
  const pair = object.pairs.find((one) => one.key === name);
  if (!pair) return addPair(text, object, printPair(path, expression, depth), depth);
  if (rest.length > 0 && pair.object) return setInside(text, pair.object, rest, expression, depth + 1);
  const insert =
    rest.length === 0 ? expression : `{\n${printPair(rest, expression, depth + 1)}\n${indent(depth)}}`;
  return { from: pair.value.start, to: pair.value.end, insert };
}

function addPair(text: string, object: ObjectText, pair: string, depth: number): TextEdit {
  const last = object.pairs.at(-1);
  const oneLine = !text.slice(object.start, object.end).includes("\n");
  if (!last) {
    return { from: object.start + 1, to: object.end - 1, insert: `\n${pair}\n${indent(depth - 1)}` };
  }
  // Right behind the last value, so that a comment after it stays where it is.
  return { from: last.value.end, to: last.value.end, insert: oneLine ? `, ${pair.trim()}` : `,\n${pair}` };
}

function printPair(path: readonly string[], expression: string, depth: number): string {
  const [name = "", ...rest] = path;
  const value =
    rest.length === 0 ? expression : `{\n${printPair(rest, expression, depth + 1)}\n${indent(depth)}}`;
  return `${indent(depth)}${JSON.stringify(name)}: ${value}`;
}

function indent(depth: number): string {
  return "  ".repeat(depth);
}

/** The edit that takes the target field `path` out, with the comma that belongs to it. Undefined when it is not there. */
export function removePair(text: string, path: readonly string[]): TextEdit | undefined {
  let object = findResultObject(text);
  for (const name of path.slice(0, -1)) object = object?.pairs.find((pair) => pair.key === name)?.object;
  const place = object?.pairs.findIndex((pair) => pair.key === path.at(-1)) ?? -1;
  const pair = object?.pairs[place];
  if (!object || !pair) return undefined;
  const before = object.pairs[place - 1];
  const after = object.pairs[place + 1];
  if (before) return { from: before.value.end, to: pair.value.end, insert: "" };
  if (after) return { from: pair.keySpan.start, to: after.keySpan.start, insert: "" };
  return { from: object.start + 1, to: object.end - 1, insert: "" };
}

/** A text with one edit made. */
export function applyEdit(text: string, edit: TextEdit): string {
  return text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
}
