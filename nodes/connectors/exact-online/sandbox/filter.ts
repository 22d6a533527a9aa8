import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import type { ExactField } from "../field.ts";

/** A `$filter` that cannot be read or names what does not exist. */
export class FilterFault extends Error {}

type Value =
  | {
      readonly kind: "text" | "guid" | "number" | "boolean" | "time";
      readonly value: string | number | boolean;
    }
  | { readonly kind: "null" };
type Term = { readonly field: ExactField; readonly wrap?: "trim" | "tolower" } | { readonly literal: Value };
type Node =
  | { readonly op: "and" | "or"; readonly left: Node; readonly right: Node }
  | { readonly op: "not"; readonly inner: Node }
  | { readonly op: "compare"; readonly how: string; readonly left: Term; readonly right: Term }
  | { readonly op: "call"; readonly name: string; readonly field: ExactField; readonly text: string };

const tokenPattern =
  /\s*(guid'[^']*'|datetime'[^']*'|'(?:[^']|'')*'|-?\d+L|-?\d+(?:\.\d+)?d?|[A-Za-z_][\w/]*|[(),])/gy;

/** A filter ready to be asked, with the fields it looks at. */
export interface Filter {
  readonly fields: ReadonlySet<string>;
  /** Of a filter that asks for nothing but one of some values of one field: those. */
  readonly equals: { readonly field: string; readonly values: readonly Json[] } | undefined;
  holds(entity: JsonObject): boolean;
}

/** Reads an OData filter over these fields. Throws {@link FilterFault}. */
export function parseFilter(text: string, fields: readonly ExactField[]): Filter {
  const parser = new FilterParser(tokenize(text), fields);
  const node = parser.whole();
  return { fields: parser.used, equals: equalsIn(node), holds: (entity) => holds(node, entity) };
}

function equalsIn(node: Node): Filter["equals"] {
  if (node.op === "or") {
    const [left, right] = [equalsIn(node.left), equalsIn(node.right)];
    if (!left || left.field !== right?.field) return undefined;
    return { field: left.field, values: [...left.values, ...right.values] };
  }
  if (node.op !== "compare" || node.how !== "eq" || !("field" in node.left) || !("literal" in node.right))
    return undefined;
  const { field, wrap } = node.left;
  const { literal } = node.right;
  if (wrap !== undefined || (literal.kind !== "text" && literal.kind !== "guid")) return undefined;
  return { field: field.name, values: [literal.value] };
}

function tokenize(text: string): readonly string[] {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.trimEnd().length) {
    const at = tokenPattern.lastIndex;
    const token = tokenPattern.exec(text)?.[1];
    if (token === undefined) throw new FilterFault(`Syntax error at position ${at}.`);
    tokens.push(token);
  }
  return tokens;
}

class FilterParser {
  readonly used = new Set<string>();
  readonly #tokens: readonly string[];
  readonly #fields: readonly ExactField[];
  #at = 0;

  constructor(tokens: readonly string[], fields: readonly ExactField[]) {
    this.#tokens = tokens;
    this.#fields = fields;
  }

  whole(): Node {
    const node = this.#either();
    if (this.#at < this.#tokens.length) throw new FilterFault(`Syntax error at '${this.#tokens[this.#at]}'.`);
    return node;
  }

  #take(token?: string): string {
    const next = this.#tokens[this.#at++];
    if (next === undefined || (token !== undefined && next !== token))
      throw new FilterFault(`Syntax error: '${token ?? "value"}' expected.`);
    return next;
  }

  #either(): Node {
    let left = this.#both();
    while (this.#tokens[this.#at] === "or") {
      this.#at++;
      left = { op: "or", left, right: this.#both() };
    }
    return left;
  }

  #both(): Node {
    let left = this.#one();
    while (this.#tokens[this.#at] === "and") {
      this.#at++;
      left = { op: "and", left, right: this.#one() };
    }
    return left;
  }

  #one(): Node {
    const token = this.#tokens[this.#at];
    if (token === "not") {
      this.#at++;
      return { op: "not", inner: this.#one() };
    }
    if (token === "(") {
      this.#at++;
      const inner = this.#either();
      this.#take(")");
      return inner;
    }
    if (token === "substringof" || token === "startswith" || token === "endswith") return this.#call();
    const left = this.#term();
    const how = this.#take();
    if (!["eq", "ne", "gt", "ge", "lt", "le"].includes(how))
      throw new FilterFault(`Syntax error: '${how}' is no operator.`);
    return { op: "compare", how, left, right: this.#term() };
  }

  #call(): Node {
    const name = this.#take();
    this.#take("(");
    const first = this.#take();
    this.#take(",");
    const second = this.#take();
    this.#take(")");
    const [text, field] = name === "substringof" ? [first, second] : [second, first];
    // An optional "eq true" behind a function changes nothing.
    if (this.#tokens[this.#at] === "eq" && this.#tokens[this.#at + 1] === "true") this.#at += 2;
    return { op: "call", name, field: this.#field(field), text: unquote(text).toLowerCase() };
  }

  #term(): Term {
    const token = this.#take();
    if (token === "trim" || token === "tolower") {
      this.#take("(");
      const field = this.#field(this.#take());
      this.#take(")");
      return { field, wrap: token };
    }
    const literal = readLiteral(token);
    return literal ? { literal } : { field: this.#field(token) };
  }

  #field(name: string): ExactField {
    const field = this.#fields.find((one) => one.name === name);
    if (!field) throw new FilterFault(`No property '${name}' exists in the type.`);
    this.used.add(name);
    return field;
  }
}

function unquote(token: string): string {
  if (!token.startsWith("'")) throw new FilterFault("Syntax error: a text is expected.");
  return token.slice(1, -1).replaceAll("''", "'");
}

function readLiteral(token: string): Value | undefined {
  if (token.startsWith("'")) return { kind: "text", value: unquote(token) };
  if (token.startsWith("guid'")) {
    const value = token.slice(5, -1).toLowerCase();
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value))
      throw new FilterFault("Unrecognized 'Edm.Guid' literal.");
    return { kind: "guid", value };
  }
  if (token.startsWith("datetime'")) {
    const value = Date.parse(`${token.slice(9, -1).replace(/^(\d{4}-\d{2}-\d{2})$/, "$1T00:00:00")}Z`);
    if (Number.isNaN(value)) throw new FilterFault("Unrecognized 'Edm.DateTime' literal.");
    return { kind: "time", value };
  }
  if (/^-?\d/.test(token)) return { kind: "number", value: Number(token.replace(/[Ld]$/, "")) };
  if (token === "true" || token === "false") return { kind: "boolean", value: token === "true" };
  return token === "null" ? { kind: "null" } : undefined;
}

function holds(node: Node, entity: JsonObject): boolean {
  switch (node.op) {
    case "and":
      return holds(node.left, entity) && holds(node.right, entity);
    case "or":
      return holds(node.left, entity) || holds(node.right, entity);
    case "not":
      return !holds(node.inner, entity);
    case "call": {
      const text = String(entity[node.field.name] ?? "").toLowerCase();
      if (node.name === "startswith") return text.startsWith(node.text);
      return node.name === "endswith" ? text.trimEnd().endsWith(node.text) : text.includes(node.text);
    }
    case "compare":
      return compare(node.how, valueIn(node.left, entity), valueIn(node.right, entity));
  }
}

function valueIn(term: Term, entity: JsonObject): Value {
  if ("literal" in term) return term.literal;
  const value: Json = entity[term.field.name] ?? null;
  if (value === null) return { kind: "null" };
  if (term.field.edm === "Date" || term.field.edm === "DateTime") {
    const text = String(value);
    return { kind: "time", value: Date.parse(`${text.length === 10 ? `${text}T00:00:00` : text}Z`) };
  }
  if (term.field.edm === "Guid") return { kind: "guid", value: String(value).toLowerCase() };
  if (typeof value === "number" || term.field.edm === "Int64")
    return { kind: "number", value: Number(value) };
  if (typeof value === "boolean") return { kind: "boolean", value };
  return { kind: "text", value: term.wrap === "trim" ? String(value).trim() : String(value) };
}

function compare(how: string, left: Value, right: Value): boolean {
  if (left.kind === "null" || right.kind === "null") {
    const same = left.kind === right.kind;
    return how === "eq" ? same : how === "ne" ? !same : false;
  }
  if (left.kind !== right.kind) {
    // Flags are bytes, and both spellings are in use.
    const numbers = [left, right].every((one) => one.kind === "number" || one.kind === "boolean");
    if (!numbers) throw new FilterFault("Operator is incompatible with operand types.");
  }
  const order = orderOf(left.value, right.value);
  const results: Readonly<Record<string, boolean>> = {
    eq: order === 0,
    ne: order !== 0,
    gt: order > 0,
    ge: order >= 0,
    lt: order < 0,
    le: order <= 0,
  };
  return results[how] ?? false;
}

// As a database with the usual collation compares: without regard to case and to blanks at the end, but with those at the beginning.
function orderOf(left: string | number | boolean, right: string | number | boolean): number {
  if (typeof left === "string" && typeof right === "string") {
    const [a, b] = [left.trimEnd().toLowerCase(), right.trimEnd().toLowerCase()];
    return a < b ? -1 : a > b ? 1 : 0;
  }
  return Number(left) - Number(right);
}
