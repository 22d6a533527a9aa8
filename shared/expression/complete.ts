import { functionHelp } from "./function-help.ts";
import { writtenName } from "./lint/fields.ts";
import { flowNames } from "./record-bindings.ts";
import { jsonType } from "./samples.ts";
import { isSignificant, type Token, tokenize } from "./tokens.ts";
import { isObject } from "./values.ts";
import { isWord, type Sight, type View, viewAt } from "./view-at.ts";

/** Something that can stand at the cursor. */
export interface Completion {
  readonly kind: "field" | "variable" | "function" | "table" | "value";
  readonly label: string;
  /** What to write, with backticks where the name needs them. */
  readonly insert: string;
  /** JSON types of a field or variable, parameters of a function, meaning of a value. */
  readonly detail: string;
  /** A value it has in the samples. */
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

/** What is known around an expression. */
export interface CompletionKnowledge {
  /** The sample records, as the expression begins with them. */
  readonly records: readonly View[];
  /** Names of the flow's value tables. */
  readonly tables?: readonly string[] | undefined;
  /** Names of the steps a record may have passed. */
  readonly steps?: readonly string[] | undefined;
  /** Values the target takes, to be offered where a value can stand. */
  readonly values?: readonly { readonly value: unknown; readonly title: string }[] | undefined;
}

/** What can stand at an offset: fields of the samples at this place, variables and functions. Never throws. */
export function complete(text: string, offset: number, knowledge: CompletionKnowledge): Completions {
  const tokens = tokenize(text);
  const touched = tokens.find((token) => token.start < offset && offset <= token.end);
  const under = touched?.kind === "operator" || touched?.kind === "space" ? undefined : touched;
  if (under !== undefined && !isWord(under) && !isOpenName(under))
    return inside(under, tokens, offset, knowledge);
  const start = under?.start ?? offset;
  const range = { start, end: under === undefined || isOpenName(under) ? offset : under.end };
  const sight = viewAt(text, start, knowledge.records);
  // Behind something complete an operator has to follow first.
  if (sight.previous !== undefined && sight.owners === undefined && endsValue(sight.previous))
    return { ...range, items: [] };
  if (text.slice(start, offset).startsWith("$")) return { ...range, items: names(sight) };
  if (sight.owners !== undefined) return { ...range, items: members(sight, tokens, start, knowledge) };
  const objects = sight.views.flatMap(({ value }) => objectsIn(value));
  return { ...range, items: [...values(knowledge), ...fieldsOf(objects), ...names(sight)] };
}

function endsValue({ kind, text }: Token): boolean {
  return kind === "operator" ? [")", "]", "}"].includes(text) : true;
}

/** A name in backticks that is still being written. */
function isOpenName({ kind, text }: Token): boolean {
  return kind === "broken" && text.startsWith("`");
}

/** Inside a text only the name of a value table can be completed; inside a number or comment nothing. */
function inside(
  under: Token,
  tokens: readonly Token[],
  offset: number,
  { tables = [] }: CompletionKnowledge,
): Completions {
  const isOpen = under.kind === "broken" && /^["']/.test(under.text);
  const isText = isOpen || (under.kind === "text" && offset < under.end);
  const [call, bracket] = tokens
    .filter((token) => isSignificant(token) && token.end <= under.start)
    .slice(-2);
  if (!isText || call?.text !== "$table" || bracket?.text !== "(")
    return { start: offset, end: offset, items: [] };
  const items = tables.map((name): Completion => ({ kind: "table", label: name, insert: name, detail: "" }));
  return { start: under.start + 1, end: isOpen ? offset : under.end - 1, items };
}

/** Fields behind a dot. Behind `$steps` also the steps that gave nothing with these samples. */
function members(
  { owners = [] }: Sight,
  tokens: readonly Token[],
  start: number,
  { steps = [] }: CompletionKnowledge,
): readonly Completion[] {
  const fields = fieldsOf(owners.flatMap(objectsIn));
  const before = tokens.filter((token) => isSignificant(token) && token.end <= start).slice(-2);
  if (before[0]?.text !== "$steps") return fields;
  const known = new Set(fields.map(({ label }) => label));
  return [
    ...fields,
    ...steps
      .filter((name) => !known.has(name))
      .map((name): Completion => ({ kind: "field", label: name, insert: name, detail: "" })),
  ];
}

/** Variables bound here, names of the flow and functions. */
function names({ variables, views }: Sight): readonly Completion[] {
  const own = [...variables].reverse().map((name): Completion => {
    const example = views.find((view) => view.variables[name] !== undefined)?.variables[name];
    return { kind: "variable", label: `$${name}`, insert: `$${name}`, ...exampleOf(example) };
  });
  const [context] = views.flatMap((view) => (view.context ? [view.context] : []));
  const ofFlow = flowNames
    .filter((name) => !functionHelp.has(name) && !variables.has(name))
    .map((name): Completion => {
      const example =
        name === "source" || name === "steps" || name === "meta" || name === "error"
          ? context?.[name]
          : undefined;
      return { kind: "variable", label: `$${name}`, insert: `$${name}`, ...exampleOf(example) };
    });
  const functions = [...functionHelp.values()].map(
    ({ name, parameters }): Completion => ({
      kind: "function",
      label: `$${name}`,
      insert: `$${name}`,
      detail: `(${parameters.join(", ")})`,
    }),
  );
  return [...own, ...ofFlow, ...functions];
}

function exampleOf(value: unknown): Pick<Completion, "detail" | "example"> {
  return value === undefined ? { detail: "" } : { detail: jsonType(value), example: value };
}

function values({ values: allowed = [] }: CompletionKnowledge): readonly Completion[] {
  return allowed.map(({ value, title }): Completion => {
    const written = JSON.stringify(value);
    return { kind: "value", label: written, insert: written, detail: title };
  });
}

function objectsIn(value: unknown): readonly Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return isObject(value) ? [value] : [];
}

/** The fields of some objects, in the order in which they are first met. */
function fieldsOf(objects: readonly Record<string, unknown>[]): readonly Completion[] {
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
    detail: [...types].join(" | "),
    example,
    presence: { present, possible: objects.length },
  }));
}
