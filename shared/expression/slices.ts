import { isSignificant, literalText, matchBrackets, type Token, tokenize } from "./tokens.ts";

/** A range of the text, in UTF-16 units; `end` is exclusive. */
export interface Slice {
  readonly start: number;
  readonly end: number;
}

/** One row of the mapping table. Ranges include the comments that stand there. */
export interface PairSlice {
  readonly key: Slice;
  /** The key when it is a literal text; undefined when it is computed. */
  readonly name: string | undefined;
  readonly value: Slice;
}

/** A mapping as the table shows it: rows of its top-level object, or one row that is the whole expression. */
export type Slices =
  | {
      readonly kind: "table";
      /** What stands before the object in its block, such as `$x := …;`. */
      readonly before: Slice;
      /** The object with its braces. */
      readonly object: Slice;
      readonly pairs: readonly PairSlice[];
    }
  | { readonly kind: "expression"; readonly whole: Slice };

/** Cuts a mapping into rows. Never fails: what cannot be cut is one row. */
export function slices(text: string): Slices {
  const tokens = tokenize(text);
  const partners = matchBrackets(tokens);
  const significant = tokens.flatMap((token, index) => (isSignificant(token) ? [index] : []));
  const whole: Slices = { kind: "expression", whole: { start: 0, end: text.length } };
  const object = findObject(tokens, partners, significant);
  if (object === undefined) return whole;
  const close = partners.get(object);
  const [opening, closing] = [tokens[object], close === undefined ? undefined : tokens[close]];
  if (opening === undefined || closing === undefined || close === undefined) return whole;
  const pairs = cutPairs(text, tokens.slice(object + 1, close));
  if (pairs === undefined) return whole;
  return {
    kind: "table",
    before: { start: 0, end: opening.start },
    object: { start: opening.start, end: closing.end },
    pairs,
  };
}

/** Index of the `{` of the object that is the whole expression, or the last part of the block that is. */
function findObject(
  tokens: readonly Token[],
  partners: ReadonlyMap<number, number>,
  part: readonly number[],
): number | undefined {
  const [first] = part;
  const last = part.at(-1);
  if (first === undefined || last === undefined || partners.get(first) !== last) return undefined;
  const opening = tokens[first]?.text;
  if (opening === "{") return first;
  if (opening !== "(") return undefined;
  const inner = part.slice(1, -1);
  const statements = splitAt(tokens, inner, ";").filter((statement) => statement.length > 0);
  const final = statements.at(-1);
  return final === undefined ? undefined : findObject(tokens, partners, final);
}

/** Splits indexes of tokens at a separator that is in no bracket. */
function splitAt(tokens: readonly Token[], part: readonly number[], separator: string): number[][] {
  const result: number[][] = [[]];
  let depth = 0;
  for (const index of part) {
    const token = tokens[index];
    if (token === undefined) continue;
    depth += depthChange(token);
    if (depth === 0 && token.kind === "operator" && token.text === separator) result.push([]);
    else result.at(-1)?.push(index);
  }
  return result;
}

function depthChange({ kind, text }: Token): number {
  if (kind !== "operator") return 0;
  if (text === "(" || text === "[" || text === "{") return 1;
  return text === ")" || text === "]" || text === "}" ? -1 : 0;
}

/** Rows of an object by the tokens between its braces; undefined when they are not rows. */
function cutPairs(text: string, tokens: readonly Token[]): PairSlice[] | undefined {
  const indexes = tokens.map((_token, index) => index);
  const rows = splitAt(tokens, indexes, ",").map((row) => row.flatMap((index) => tokens[index] ?? []));
  const [only] = rows;
  if (rows.length === 1 && !only?.some(isSignificant)) return [];
  const pairs: PairSlice[] = [];
  for (const row of rows) {
    const colon = colonOf(row);
    if (colon === undefined) return undefined;
    const key = trimmedSlice(text, row.slice(0, colon));
    const value = trimmedSlice(text, row.slice(colon + 1));
    if (key === undefined || value === undefined) return undefined;
    const keyTokens = row.slice(0, colon).filter(isSignificant);
    const [keyToken] = keyTokens;
    const literal = keyTokens.length === 1 && keyToken?.kind === "text" ? literalText(keyToken) : undefined;
    pairs.push({ key, name: literal, value });
  }
  return pairs;
}

/** The `:` between key and value, which is not the one of a condition `a ? b : c`. */
function colonOf(row: readonly Token[]): number | undefined {
  let depth = 0;
  let conditions = 0;
  for (const [index, token] of row.entries()) {
    depth += depthChange(token);
    if (depth !== 0 || token.kind !== "operator") continue;
    if (token.text === "?") conditions++;
    else if (token.text === ":") {
      if (conditions === 0) return index;
      conditions--;
    }
  }
  return undefined;
}

/** The range of tokens without the space around; comments stay. */
function trimmedSlice(_text: string, tokens: readonly Token[]): Slice | undefined {
  const inner = tokens.filter(({ kind }) => kind !== "space");
  const first = inner[0];
  const last = inner.at(-1);
  return first === undefined || last === undefined || !inner.some(isSignificant)
    ? undefined
    : { start: first.start, end: last.end };
}

function splice(text: string, { start, end }: Slice, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

function pairAt(text: string, index: number): { table: Slices & { kind: "table" }; pair: PairSlice } {
  const table = slices(text);
  const pair = table.kind === "table" ? table.pairs[index] : undefined;
  if (table.kind !== "table" || pair === undefined) throw new RangeError(`The mapping has no row ${index}.`);
  return { table, pair };
}

/** Puts another value into a row. Everything else stays as it is, byte for byte. */
export function replaceValue(text: string, index: number, value: string): string {
  return splice(text, pairAt(text, index).pair.value, value);
}

/** Gives a row another name. */
export function renameKey(text: string, index: number, name: string): string {
  return splice(text, pairAt(text, index).pair.key, JSON.stringify(name));
}

/** Takes a row away, with its comma. */
export function removePair(text: string, index: number): string {
  const { table, pair } = pairAt(text, index);
  const next = table.pairs[index + 1];
  const previous = table.pairs[index - 1];
  if (next !== undefined) return splice(text, { start: pair.key.start, end: next.key.start }, "");
  if (previous !== undefined) return splice(text, { start: previous.value.end, end: pair.value.end }, "");
  return splice(text, { start: pair.key.start, end: pair.value.end }, "");
}

/** Adds a row behind the last one, in the style of the rows there are. Throws RangeError when there is no table. */
export function addPair(text: string, name: string, value: string): string {
  const table = slices(text);
  if (table.kind !== "table") throw new RangeError("The mapping has no rows to add to.");
  const row = `${JSON.stringify(name)}: ${value}`;
  const last = table.pairs.at(-1);
  if (last === undefined) {
    const { start, end } = table.object;
    const inner = text.slice(start + 1, end - 1).trimEnd();
    return splice(text, table.object, `{${inner}${inner === "" ? " " : "\n"}${row} }`);
  }
  const lineStart = text.lastIndexOf("\n", last.key.start - 1) + 1;
  const indent = text.slice(lineStart, last.key.start);
  const ownLine = lineStart > table.object.start && indent.trim() === "";
  return splice(
    text,
    { start: last.value.end, end: last.value.end },
    ownLine ? `,\n${indent}${row}` : `, ${row}`,
  );
}
