import { isSignificant, literalText, matchBrackets, type Token, tokenize } from "./tokens.ts";

/** A range of the text, in UTF-16 units; `end` is exclusive. */
export interface Slice {
  readonly start: number;
  readonly end: number;
}

/** One row of the mapping table. The ranges of key and value include the comments that stand there. */
export interface PairSlice {
  readonly key: Slice;
  /** The key when it is a literal text; undefined when it is computed. */
  readonly name: string | undefined;
  readonly value: Slice;
  /** What the value is made of, when that can be shown as rows too. */
  readonly group: GroupSlice | undefined;
}

/** An object constructor with its braces. */
export interface ObjectSlice extends Slice {
  readonly pairs: readonly PairSlice[];
}

/** A value that has rows of its own: an object, or an object made for each item of a list. */
export type GroupSlice =
  | { readonly kind: "object"; readonly object: ObjectSlice }
  | {
      readonly kind: "lines";
      /** The path to the items, without the filter. */
      readonly context: Slice;
      /** What stands in the last `[…]` of the path. */
      readonly filter: Slice | undefined;
      /** Whether it stands in `[…]`, and so is a list however many items there are. */
      readonly isList: boolean;
      readonly object: ObjectSlice;
    };

/** A mapping as the table shows it: rows of its top-level object, or one row that is the whole expression. */
export type Slices =
  | {
      readonly kind: "table";
      /** What stands before the object in its block, such as `$x := …;`. */
      readonly before: Slice;
      readonly object: ObjectSlice;
    }
  | { readonly kind: "expression"; readonly whole: Slice };

/** Cuts a mapping into rows. Never fails: what cannot be cut is one row. */
export function slices(text: string): Slices {
  const object = new Cutter(text).table();
  return object === undefined
    ? { kind: "expression", whole: { start: 0, end: text.length } }
    : { kind: "table", before: { start: 0, end: object.start }, object };
}

/** Groups deeper inside each other than this are shown as text. */
const maxDepth = 40;

/** Indexes of significant tokens. */
type Part = readonly number[];

class Cutter {
  readonly #tokens: readonly Token[];
  readonly #partners: ReadonlyMap<number, number>;
  #depth = 0;

  constructor(text: string) {
    this.#tokens = tokenize(text);
    this.#partners = matchBrackets(this.#tokens);
  }

  table(): ObjectSlice | undefined {
    // A bracket without its partner makes every other one doubtful.
    const paired = this.#tokens.every(
      (token, index) => depthChange(token) === 0 || this.#partners.has(index),
    );
    return paired ? this.#result(this.#within(-1, this.#tokens.length)) : undefined;
  }

  /** The object that is the whole expression, or the last part of the block that is. */
  #result(whole: Part): ObjectSlice | undefined {
    let part = whole;
    for (let depth = 0; depth < maxDepth; depth++) {
      const [first] = part;
      if (first === undefined || this.#partners.get(first) !== part.at(-1)) return undefined;
      if (this.#is(first, "{")) return this.#object(first);
      if (!this.#is(first, "(")) return undefined;
      part = this.#split(part.slice(1, -1), ";").findLast((statement) => statement.length > 0) ?? [];
    }
    return undefined;
  }

  #object(open: number): ObjectSlice | undefined {
    const close = this.#partners.get(open);
    const [opening, closing] = [this.#tokens[open], close === undefined ? undefined : this.#tokens[close]];
    if (opening === undefined || closing === undefined || close === undefined) return undefined;
    const inner = this.#within(open, close);
    this.#depth++;
    const pairs = inner.length === 0 ? [] : this.#pairs(inner, close);
    this.#depth--;
    return pairs && { start: opening.start, end: closing.end, pairs };
  }

  /** Rows of an object; undefined when they are not rows. */
  #pairs(inner: Part, close: number): PairSlice[] | undefined {
    const rows = this.#split(inner, ",");
    const pairs: PairSlice[] = [];
    for (const [index, row] of rows.entries()) {
      const next = rows[index + 1];
      const [first] = row;
      if (first === undefined) return undefined;
      const end = next === undefined ? close : this.#commaBefore(next);
      const pair = this.#pair(row, end);
      if (pair === undefined) return undefined;
      pairs.push(pair);
    }
    return pairs;
  }

  #pair(row: Part, end: number): PairSlice | undefined {
    const colon = this.#colonOf(row);
    if (colon === undefined) return undefined;
    const keyPart = row.filter((index) => index < colon);
    const valuePart = row.filter((index) => index > colon);
    const [firstKey] = keyPart;
    if (firstKey === undefined || valuePart.length === 0) return undefined;
    const key = this.#withComments(this.#separatorBefore(firstKey), colon);
    const value = this.#withComments(colon, end);
    const keyToken = keyPart.length === 1 ? this.#tokens[firstKey] : undefined;
    const name = keyToken?.kind === "text" ? literalText(keyToken) : undefined;
    return key && value && { key, name, value, group: this.#group(valuePart) };
  }

  #group(part: Part): GroupSlice | undefined {
    const [first] = part;
    if (first === undefined || this.#depth > maxDepth) return undefined;
    const isWhole = this.#partners.get(first) === part.at(-1);
    if (isWhole && this.#tokens[first]?.text === "{") {
      const object = this.#object(first);
      return object && { kind: "object", object };
    }
    if (isWhole && this.#tokens[first]?.text === "[") return this.#lines(part.slice(1, -1), true);
    return this.#lines(part, false);
  }

  /** `path.{ … }`, the path perhaps with a filter at its end. */
  #lines(part: Part, isList: boolean): GroupSlice | undefined {
    const last = part.at(-1);
    const open = last === undefined ? undefined : this.#partners.get(last);
    if (open === undefined || this.#tokens[open]?.text !== "{") return undefined;
    const dot = part[part.indexOf(open) - 1];
    const path = part.slice(0, -1).filter((index) => dot !== undefined && index < dot);
    if (dot === undefined || !this.#is(dot, ".") || !this.#isPath(path)) return undefined;
    const object = this.#object(open);
    return object && { kind: "lines", ...this.#filterOf(path), isList, object };
  }

  /** Whether tokens are a path: nothing outside brackets joins them but what belongs to paths. */
  #isPath(part: Part): boolean {
    const [first] = part;
    if (first === undefined) return false;
    let skipTo = -1;
    return part.every((index, place) => {
      if (index <= skipTo) return true;
      skipTo = this.#partners.get(index) ?? -1;
      const token = this.#tokens[index];
      if (token?.kind !== "operator" || depthChange(token) > 0) return token?.kind !== "broken";
      const before = part[place - 1];
      const isOperand = before === undefined || this.#is(before, ".");
      return (
        [".", "#", "@", "^"].includes(token.text) || (["*", "**", "%"].includes(token.text) && isOperand)
      );
    });
  }

  #filterOf(path: Part): { readonly context: Slice; readonly filter: Slice | undefined } {
    const last = path.at(-1) ?? 0;
    const open = this.#partners.get(last);
    const before = open === undefined ? undefined : path[path.indexOf(open) - 1];
    const start = this.#tokens[path[0] ?? 0]?.start ?? 0;
    if (open !== undefined && before !== undefined && this.#is(open, "[")) {
      const filter = this.#withComments(open, last);
      const inner = this.#within(open, last);
      if (filter !== undefined && inner.length > 0) {
        return { context: { start, end: this.#tokens[before]?.end ?? start }, filter };
      }
    }
    return { context: { start, end: this.#tokens[last]?.end ?? start }, filter: undefined };
  }

  /** Splits at a separator that is in no bracket. */
  #split(part: Part, separator: string): number[][] {
    const result: number[][] = [[]];
    let skipTo = -1;
    for (const index of part) {
      if (index > skipTo) skipTo = Math.max(skipTo, this.#partners.get(index) ?? -1);
      if (index > skipTo && this.#is(index, separator)) result.push([]);
      else result.at(-1)?.push(index);
    }
    return result;
  }

  /** The `:` between key and value, which is not the one of a condition `a ? b : c`. */
  #colonOf(row: Part): number | undefined {
    let skipTo = -1;
    let conditions = 0;
    for (const index of row) {
      if (index <= skipTo) continue;
      skipTo = this.#partners.get(index) ?? -1;
      if (this.#is(index, "?")) conditions++;
      else if (this.#is(index, ":") && conditions-- === 0) return index;
    }
    return undefined;
  }

  #is(index: number, operator: string): boolean {
    const token = this.#tokens[index];
    return token?.kind === "operator" && token.text === operator;
  }

  /** The comma that ends the row before this one. */
  #commaBefore(row: Part): number {
    return this.#separatorBefore(row[0] ?? 0);
  }

  /** The token of meaning before a place, whose end is where a row may begin. */
  #separatorBefore(index: number): number {
    let before = index - 1;
    for (let token = this.#tokens[before]; token && !isSignificant(token); token = this.#tokens[before])
      before--;
    return before;
  }

  /** Indexes of the tokens of meaning between two places. */
  #within(open: number, close: number): number[] {
    const found: number[] = [];
    for (let index = open + 1; index < close; index++) {
      const token = this.#tokens[index];
      if (token !== undefined && isSignificant(token)) found.push(index);
    }
    return found;
  }

  /** The range between two tokens without the space around it; comments stay. */
  #withComments(open: number, close: number): Slice | undefined {
    const inner = this.#tokens.slice(open + 1, close).filter(({ kind }) => kind !== "space");
    const [first] = inner;
    const last = inner.at(-1);
    return first && last && { start: first.start, end: last.end };
  }
}

function depthChange({ kind, text }: Token): number {
  if (kind !== "operator") return 0;
  if (text === "(" || text === "[" || text === "{") return 1;
  return text === ")" || text === "]" || text === "}" ? -1 : 0;
}
