import { isBracket, literalText, significantTokens, type Token } from "@trasvase/shared/expression/tokens.ts";
import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { isList } from "./expression-path.ts";

/** What an expression can see, for completion: the record and the variables with their values for the current sample. */
export interface ExpressionScope {
  readonly data: Json | undefined;
  /** Without `$`: `source`, `steps`, `meta` … */
  readonly variables: Readonly<Record<string, Json>>;
}

/** Most elements of a list that are looked at for their fields. */
const elementsSeen = 50;

type Values = readonly Json[];

interface Frame {
  readonly bracket: string;
  readonly context: Values;
  /** The values of the path that the bracket belongs to. */
  readonly owner: Values | undefined;
}

/**
 * The values whose fields can be named at a place in a text: those of the path that leads there, or of the record or element
 * that is in view inside the surrounding brackets. Reads the text before the place only, so it works while that is unfinished.
 */
export function valuesAt(text: string, at: number, scope: ExpressionScope): Values {
  const reader = new PathReader(scope);
  const tokens = significantTokens(text.slice(0, at));
  for (const [index, token] of tokens.entries()) {
    // The word at the caret is what is being completed.
    const isPartial = token.end === at && (token.kind === "name" || token.text.startsWith("`"));
    if (!isPartial) reader.read(token, tokens[index + 1]);
  }
  return reader.values();
}

class PathReader {
  readonly #variables: Map<string, Values>;
  readonly #root: Values;
  readonly #frames: Frame[] = [];
  #context: Values;
  #path: Values | undefined;
  #afterDot = false;
  #binding: string | undefined;
  #lastVariable: string | undefined;

  constructor({ data, variables }: ExpressionScope) {
    this.#root = data === undefined ? [] : elements([data]);
    this.#context = this.#root;
    this.#variables = new Map(Object.entries(variables).map(([name, value]) => [name, [value]]));
  }

  values(): Values {
    return elements(this.#afterDot ? (this.#path ?? []) : this.#context);
  }

  read(token: Token, next: Token | undefined): void {
    const { kind, text } = token;
    if (kind === "name") this.#step(literalText(token) ?? text);
    else if (kind === "variable") this.#variable(text.slice(1), next?.text === "(");
    else if (isBracket(token) && "([{".includes(text)) this.#open(text);
    else if (isBracket(token)) this.#close();
    // A text after a dot is a name too.
    else if (kind === "text" && this.#afterDot) this.#step(literalText(token) ?? "");
    else this.#sign(text);
  }

  #step(name: string): void {
    const from = this.#afterDot ? (this.#path ?? []) : this.#context;
    this.#path = elements(from).flatMap((value) => {
      const member = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
      return member === undefined ? [] : [member];
    });
    this.#afterDot = false;
  }

  #variable(name: string, isCall: boolean): void {
    this.#afterDot = false;
    this.#lastVariable = name;
    if (isCall) this.#path = undefined;
    else if (name === "") this.#path = this.#context;
    else this.#path = name === "$" ? this.#root : (this.#variables.get(name) ?? []);
  }

  #open(bracket: string): void {
    this.#frames.push({ bracket, context: this.#context, owner: this.#path });
    const entersPath = this.#path !== undefined && (this.#afterDot || bracket !== "(");
    if (entersPath) this.#context = elements(this.#path ?? []);
    this.#path = undefined;
    this.#afterDot = false;
  }

  #close(): void {
    const frame = this.#frames.pop();
    if (!frame) return;
    this.#context = frame.context;
    this.#path = frame.bracket === "[" && frame.owner !== undefined ? elements(frame.owner) : [];
    this.#afterDot = false;
  }

  #sign(sign: string): void {
    if (sign === ".") {
      this.#afterDot = true;
      return;
    }
    if (sign === ":=") this.#binding = this.#lastVariable;
    if (sign === ";" && this.#binding !== undefined) {
      this.#variables.set(this.#binding, this.#path ?? []);
      this.#binding = undefined;
    }
    this.#breakOff();
    if (sign === "*" || sign === "**") this.#path = undefined;
  }

  #breakOff(): void {
    this.#path = undefined;
    this.#afterDot = false;
  }
}

/** Lists opened: paths of JSONata go through them. */
function elements(values: Values): Values {
  const opened = values.flatMap((value): Values => (isList(value) ? value.slice(0, elementsSeen) : [value]));
  return opened.length > elementsSeen ? opened.slice(0, elementsSeen) : opened;
}
