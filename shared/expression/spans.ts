import { type Ast, eachChild, type FilterStage } from "./ast.ts";
import type { Slice } from "./slices.ts";
import { isSignificant, matchBrackets, type Token, tokenize } from "./tokens.ts";

/** Finds the range of text that each part of a tree stands for. */
export class Spans {
  readonly #tokens: readonly Token[];
  readonly #partners: ReadonlyMap<number, number>;
  readonly #byEnd = new Map<number, number>();
  readonly #known = new Map<Ast, Slice | undefined>();

  constructor(text: string) {
    this.#tokens = tokenize(text).filter(isSignificant);
    this.#partners = matchBrackets(this.#tokens);
    this.#tokens.forEach((token, index) => {
      this.#byEnd.set(token.end, index);
    });
  }

  /** Undefined for parts the parser has made up. */
  of(node: Ast): Slice | undefined {
    if (this.#known.has(node)) return this.#known.get(node);
    const found = this.#find(node);
    this.#known.set(node, found);
    return found;
  }

  /** The range of the node's own word, without what follows it in the same step. */
  ofWord(node: Ast): Slice | undefined {
    const index = node.position === undefined ? undefined : this.#byEnd.get(node.position);
    const token = index === undefined ? undefined : this.#tokens[index];
    return token && { start: token.start, end: token.end };
  }

  /** The range of a predicate with its brackets. */
  ofFilter(stage: FilterStage): Slice | undefined {
    return this.#bracket(stage.position);
  }

  #find(node: Ast): Slice | undefined {
    let result = this.#own(node);
    eachChild(node, (child) => {
      result = union(result, this.of(child));
    });
    for (const stage of [...(node.predicate ?? []), ...(node.stages ?? [])]) {
      result = union(result, this.#bracket(stage.position));
    }
    if (node.group !== undefined) result = union(result, this.#bracket(node.group.position));
    if (node.type === "transform") result = this.#withBar(result);
    return result;
  }

  /** The node's own token, up to its closing bracket when it opens one. */
  #own(node: Ast): Slice | undefined {
    if (node.position === undefined) return undefined;
    if (node.type === "lambda") return node.thunk === true ? undefined : this.#lambda(node.position);
    const index = this.#byEnd.get(node.position);
    const token = index === undefined ? undefined : this.#tokens[index];
    if (index === undefined || token === undefined) return undefined;
    const negative = node.type === "number" && typeof node.value === "number" && node.value < 0;
    const start = negative ? (this.#tokens[index - 1]?.start ?? token.start) : token.start;
    return union({ start, end: token.end }, this.#bracket(node.position));
  }

  #bracket(position: number): Slice | undefined {
    const index = this.#byEnd.get(position);
    const partner = index === undefined ? undefined : this.#partners.get(index);
    if (index === undefined || partner === undefined) return undefined;
    return union(this.#tokens[index], this.#tokens[partner]);
  }

  /** From the word `function` to the closing brace; `position` is behind the parenthesis. */
  #lambda(position: number): Slice | undefined {
    const open = this.#byEnd.get(position);
    if (open === undefined) return undefined;
    let brace = this.#partners.get(open) ?? open;
    while (brace < this.#tokens.length && this.#tokens[brace]?.text !== "{") brace++;
    const close = this.#partners.get(brace);
    return union(this.#tokens[open - 1], close === undefined ? this.#tokens[open] : this.#tokens[close]);
  }

  #withBar(slice: Slice | undefined): Slice | undefined {
    if (slice === undefined) return undefined;
    const bar = this.#tokens.find((token) => token.start >= slice.end && token.text === "|");
    return union(slice, bar);
  }
}

function union(left: Slice | undefined, right: Slice | undefined): Slice | undefined {
  if (left === undefined || right === undefined) {
    const only = left ?? right;
    return only && { start: only.start, end: only.end };
  }
  return { start: Math.min(left.start, right.start), end: Math.max(left.end, right.end) };
}
