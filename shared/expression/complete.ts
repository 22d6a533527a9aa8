import { compile } from "./compile.ts";
import { ExpressionError } from "./error.ts";
import { functionHelp } from "./function-help.ts";
import { writtenName } from "./lint/fields.ts";
import { flowNames } from "./record-bindings.ts";
import { jsonType } from "./samples.ts";
import { isSignificant, matchBrackets, type Token, tokenize } from "./tokens.ts";
import { isObject } from "./values.ts";

/** Something that can stand at the cursor. */
export interface Completion {
  readonly kind: "field" | "variable" | "function";
  readonly label: string;
  /** What to write, with backticks where the name needs them. */
  readonly insert: string;
  /** JSON types of a field, or the signature of a function. */
  readonly detail: string;
  readonly summary?: string;
  readonly example?: unknown;
  /** In how many of the objects that could have it the field is. */
  readonly presence?: { readonly present: number; readonly possible: number };
}

export interface Completions {
  /** Range the chosen completion replaces. */
  readonly start: number;
  readonly end: number;
  readonly items: readonly Completion[];
}

/** What can stand at an offset: fields of the samples at this place, variables and functions. Never throws. */
export function complete(text: string, offset: number, samples: readonly unknown[] = []): Completions {
  const tokens = tokenize(text);
  const under = tokens.find((token) => token.start < offset && offset <= token.end && isWord(token));
  const start = under?.start ?? offset;
  const before = tokens.filter((token) => isSignificant(token) && token.end <= start);
  const typed = text.slice(start, offset);
  const range = { start, end: under?.end ?? offset };
  if (typed.startsWith("$")) return { ...range, items: names(before) };
  const contexts = contextOf(text, before);
  const afterDot = before.at(-1)?.text === ".";
  const fields = fieldsOf(contexts, samples);
  return { ...range, items: afterDot ? fields : [...fields, ...names(before)] };
}

function isWord({ kind }: Token): boolean {
  return kind === "name" || kind === "variable" || kind === "value";
}

/** Variables bound before the cursor, names of the flow and functions. */
function names(before: readonly Token[]): Completion[] {
  const variables = new Set<string>();
  before.forEach((token, index) => {
    if (token.kind !== "variable" || token.text === "$" || token.text === "$$") return;
    const next = before[index + 1]?.text;
    const previous = before[index - 1]?.text;
    const isParameter = (previous === "(" || previous === ",") && (next === "," || next === ")");
    if (next === ":=" || isParameter || previous === "@" || previous === "#")
      variables.add(token.text.slice(1));
  });
  for (const name of flowNames) if (!functionHelp.has(name)) variables.add(name);
  return [
    ...[...variables].map(
      (name): Completion => ({ kind: "variable", label: `$${name}`, insert: `$${name}`, detail: "" }),
    ),
    ...[...functionHelp.values()].map(
      ({ name, parameters, summary }): Completion => ({
        kind: "function",
        label: `$${name}`,
        insert: `$${name}`,
        detail: `$${name}(${parameters.join(", ")})`,
        summary,
      }),
    ),
  ];
}

/**
 * Expressions whose values, one after the other, lead to the objects whose fields can stand at the cursor: the
 * paths before each open bracket, and the path before the dot.
 */
function contextOf(text: string, before: readonly Token[]): string[] {
  const partners = matchBrackets(before);
  const contexts: string[] = [];
  before.forEach((token, index) => {
    const opens = token.kind === "operator" && "([{".includes(token.text) && !partners.has(index);
    if (!opens) return;
    const previous = before[index - 1];
    const isStep = previous?.text === "." && (token.text === "{" || token.text === "(" || token.text === "[");
    const isPredicate = token.text !== "(" && previous !== undefined && endsOperand(previous);
    if (!isStep && !isPredicate) return;
    const path = operandBefore(text, before, partners, isStep ? index - 1 : index);
    if (path !== "") contexts.push(path);
  });
  if (before.at(-1)?.text === ".") {
    const path = operandBefore(text, before, partners, before.length - 1);
    if (path !== "") contexts.push(path);
  }
  return contexts;
}

function endsOperand({ kind, text }: Token): boolean {
  return kind === "name" || kind === "variable" || text === ")" || text === "]" || text === "}";
}

/** The text of the path that ends before a token. */
function operandBefore(
  text: string,
  tokens: readonly Token[],
  partners: ReadonlyMap<number, number>,
  end: number,
): string {
  let first = end;
  while (first > 0) {
    const token = tokens[first - 1];
    if (token === undefined) break;
    const partner = partners.get(first - 1);
    if (partner !== undefined && partner < first - 1) first = partner;
    else if (token.text === "." || isWord(token)) first--;
    else break;
  }
  const [from, to] = [tokens[first], tokens[end - 1]];
  return from === undefined || to === undefined || first >= end ? "" : text.slice(from.start, to.end);
}

/** Fields of the objects the contexts lead to in the samples. */
function fieldsOf(contexts: readonly string[], samples: readonly unknown[]): Completion[] {
  let values: readonly unknown[] = samples;
  for (const context of contexts) values = flat(values).flatMap((value) => evaluated(context, value));
  const objects = flat(values).filter(isObject);
  const fields = new Map<string, { present: number; types: Set<string>; example: unknown }>();
  for (const object of objects) {
    for (const [name, value] of Object.entries(object)) {
      const field = fields.get(name) ?? { present: 0, types: new Set(), example: undefined };
      field.present++;
      field.types.add(jsonType(value));
      field.example ??= value;
      fields.set(name, field);
    }
  }
  return [...fields].map(([name, { present, types, example }]) => ({
    kind: "field",
    label: name,
    insert: writtenName(name),
    detail: [...types].join(" or "),
    example,
    presence: { present, possible: objects.length },
  }));
}

function flat(values: readonly unknown[]): unknown[] {
  return values.flatMap((value) => (Array.isArray(value) ? flat(value) : [value]));
}

function evaluated(context: string, value: unknown): unknown[] {
  try {
    const result = compile(context, { limits: { steps: 100_000 } }).evaluate(value);
    return result === undefined ? [] : [result];
  } catch (error) {
    if (error instanceof ExpressionError) return [];
    throw error;
  }
}
