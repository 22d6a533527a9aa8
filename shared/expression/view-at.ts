import { compile } from "./compile.ts";
import { ExpressionError } from "./error.ts";
import { bindRecord, type RecordContext } from "./record-bindings.ts";
import { isBracket, isSignificant, matchBrackets, type Token, tokenize } from "./tokens.ts";
import { isObject } from "./values.ts";

/** What an expression has in view somewhere in its text: a value, the record it began with, and the variables. */
export interface View {
  readonly value: unknown;
  /** What `$$` is. */
  readonly root: unknown;
  /** `$source`, `$steps` and the rest; left out where nothing is known of them. */
  readonly context?: RecordContext | undefined;
  /** What the text itself has bound, by name without `$`. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A record as an expression begins with it. */
export function viewOf(record: unknown, context?: RecordContext): View {
  return { value: record, root: record, context, variables: {} };
}

/** What is to be seen at a place. */
export interface Sight {
  /** Where names are looked up: the record or the element inside the brackets around the place. */
  readonly views: readonly View[];
  /** Names of variables bound there by the text, without `$`. */
  readonly variables: ReadonlySet<string>;
  /** What stands before the dot right before the place; undefined when there is no dot. */
  readonly owners: readonly unknown[] | undefined;
  /** The last word before the place, without the one that is being written. */
  readonly previous: Token | undefined;
}

/** Most elements and records that are looked at, so that a long list costs no more than a short one. */
const mostViews = 400;
/** Work one part may cost; what costs more is not looked into. */
const stepsPerPart = 100_000;

/**
 * What an expression has in view at an offset, found by evaluating the paths that lead there on sample records. Looks at the text
 * before the place only, so it works while the rest is unfinished. Never throws.
 */
export function viewAt(text: string, offset: number, records: readonly View[]): Sight {
  const before = tokenize(text).filter((token) => isSignificant(token) && token.end <= offset);
  return new Reader(text, before, records).read();
}

class Reader {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #partners: ReadonlyMap<number, number>;
  readonly #variables = new Set<string>();
  #views: readonly View[];
  /** Indexes of the brackets that are open, outermost first. */
  readonly #open: number[] = [];

  constructor(text: string, tokens: readonly Token[], records: readonly View[]) {
    this.#text = text;
    this.#tokens = tokens;
    this.#partners = matchBrackets(tokens);
    this.#views = records;
  }

  read(): Sight {
    for (let index = 0; index < this.#tokens.length; index++) {
      const token = this.#tokens[index];
      if (token === undefined) break;
      const partner = this.#partners.get(index);
      if (partner !== undefined && partner > index) index = partner;
      else if (isBracket(token) && partner === undefined) this.#enter(index);
      else if (token.text === ":=") this.#bind(index);
      else if (token.text === "@" || token.text === "#") this.#follow(index);
    }
    const last = this.#tokens.length - 1;
    const previous = this.#tokens[last];
    return {
      views: this.#views,
      variables: this.#variables,
      owners: previous?.text === "." ? this.#values(this.#operandBefore(last)) : undefined,
      previous,
    };
  }

  #enter(index: number): void {
    const bracket = this.#tokens[index];
    const previous = this.#tokens[index - 1];
    if (bracket === undefined || !"([{".includes(bracket.text)) return;
    const parameters = bracket.text === "{" ? this.#parametersBefore(index) : undefined;
    if (parameters !== undefined) this.#bindParameters(parameters);
    else if (previous?.text === ".") this.#step(this.#operandBefore(index - 1));
    else if (bracket.text !== "(" && previous !== undefined && endsOperand(previous))
      this.#step(this.#operandBefore(index));
    this.#open.push(index);
  }

  /** Goes into each value of a path, as a step, a predicate or a group does. */
  #step(path: string): void {
    if (path === "") return;
    this.#views = limited(
      this.#views.flatMap((view) => items(evaluated(path, view)).map((value) => ({ ...view, value }))),
    );
  }

  /** `$name := value;`, once the value is complete. */
  #bind(index: number): void {
    const name = this.#tokens[index - 1];
    const end = this.#endOfPart(index + 1);
    if (name?.kind !== "variable" || end >= this.#tokens.length) return;
    const value = this.#slice(index + 1, end);
    this.#give(name.text, (view) => [evaluated(value, view)]);
  }

  /** `path@$name` and `path#$name`. */
  #follow(index: number): void {
    const name = this.#tokens[index + 1];
    if (name?.kind !== "variable") return;
    const path = this.#operandBefore(index);
    const isPlace = this.#tokens[index]?.text === "#";
    this.#give(name.text, (view) => (isPlace ? [0] : items(evaluated(path, view))));
  }

  /** The parameters of the function whose body opens at a brace. */
  #parametersBefore(brace: number): readonly string[] | undefined {
    const close = brace - 1;
    const open = this.#tokens[close]?.text === ")" ? this.#partners.get(close) : undefined;
    const word = open === undefined ? undefined : this.#tokens[open - 1]?.text;
    if (open === undefined || (word !== "function" && word !== "λ")) return undefined;
    return this.#tokens
      .slice(open + 1, close)
      .flatMap(({ kind, text }) => (kind === "variable" ? [text] : []));
  }

  #bindParameters(parameters: readonly string[]): void {
    const call = this.#open.at(-1);
    const name = call === undefined ? undefined : this.#tokens[call - 1]?.text;
    const piped = call !== undefined && this.#tokens[call - 2]?.text === "~>";
    const first =
      call === undefined
        ? ""
        : piped
          ? this.#slice(this.#startOfPart(call - 3), call - 2)
          : this.#slice(call + 1, this.#endOfPart(call + 1));
    const item = name === "$reduce" ? 1 : 0;
    parameters.forEach((parameter, index) => {
      const gets = index === item || (name === "$sort" && index === 1);
      this.#give(parameter, (view) => (gets ? itemsGiven(name, evaluated(first, view)) : [undefined]));
    });
  }

  #give(variable: string, values: (view: View) => readonly unknown[]): void {
    const name = variable.slice(1);
    this.#variables.add(name);
    this.#views = limited(
      this.#views.flatMap((view) => {
        const given = values(view);
        return (given.length === 0 ? [undefined] : given).map((value) => ({
          ...view,
          variables: { ...view.variables, [name]: value },
        }));
      }),
    );
  }

  #values(path: string): readonly unknown[] {
    return path === "" ? [] : this.#views.flatMap((view) => items(evaluated(path, view)));
  }

  /** Where a part that begins at an index ends: at the `,` or `;` or closing bracket that is not its own. */
  #endOfPart(from: number): number {
    let index = from;
    while (index < this.#tokens.length) {
      const text = this.#tokens[index]?.text ?? "";
      if (text === "," || text === ";" || text === ")" || text === "]" || text === "}") return index;
      const partner = this.#partners.get(index);
      index = partner !== undefined && partner > index ? partner + 1 : index + 1;
    }
    return index;
  }

  #startOfPart(last: number): number {
    let index = last;
    while (index >= 0) {
      const partner = this.#partners.get(index);
      if (partner !== undefined && partner < index) index = partner - 1;
      else if ([",", ";", ":", ":=", "(", "[", "{"].includes(this.#tokens[index]?.text ?? "")) break;
      else index--;
    }
    return index + 1;
  }

  /** The text of the path that ends before a token. */
  #operandBefore(end: number): string {
    let first = end;
    while (first > 0) {
      const token = this.#tokens[first - 1];
      if (token === undefined) break;
      const partner = this.#partners.get(first - 1);
      if (partner !== undefined && partner < first - 1) first = partner;
      else if ([".", "%", "@", "#"].includes(token.text) || isWord(token)) first--;
      else break;
    }
    return this.#slice(first, end);
  }

  #slice(first: number, end: number): string {
    const [from, to] = [this.#tokens[first], this.#tokens[end - 1]];
    return from === undefined || to === undefined || first >= end ? "" : this.#text.slice(from.start, to.end);
  }
}

/** A token that names something: a field, a variable, a word such as `true`. */
export function isWord({ kind }: Token): boolean {
  return kind === "name" || kind === "variable" || kind === "value";
}

function endsOperand({ kind, text }: Token): boolean {
  return kind === "name" || kind === "variable" || text === ")" || text === "]" || text === "}";
}

/** What a function that is an argument of a built-in one gets, one after the other. */
function itemsGiven(name: string | undefined, value: unknown): readonly unknown[] {
  if (name === "$each" || name === "$sift") return isObject(value) ? Object.values(value) : [];
  return items(value);
}

/** A list's items, as a path goes through them; anything else is its own only item. */
function items(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value.slice(0, mostViews).flatMap(items) : [value];
}

function limited(views: readonly View[]): readonly View[] {
  return views.length > mostViews ? views.slice(0, mostViews) : views;
}

function evaluated(text: string, { value, root, context, variables }: View): unknown {
  try {
    const expression = compile(text, { limits: { steps: stepsPerPart } });
    const bindings = context === undefined ? undefined : bindRecord(expression, context);
    return expression.evaluate(text.startsWith("$$") ? root : value, { ...bindings, ...variables });
  } catch (error) {
    // A part that cannot be read or evaluated simply shows nothing.
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}
