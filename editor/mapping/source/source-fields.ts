import type { ResourceField } from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { isList } from "../../expression/expression-path.ts";
import { type JsonType, jsonType } from "../../ui/json-rows.ts";

/** Something that can be read in an expression, gathered from all samples. Lists are gone through: the path to a field of their elements names no place. */
export interface SourceField {
  /** Where the path begins: empty for the record, else an expression such as `$source` or `$steps.customer`. */
  readonly root: string;
  readonly path: readonly string[];
  /** Lengths of `path` at which there is a list. */
  readonly lists: readonly number[];
  readonly kind: "value" | "object" | "list";
  /** Types seen there, the commonest first; of a list those of its elements. */
  readonly types: readonly JsonType[];
  /** What people call it, when the source says so. */
  readonly title: string | undefined;
  /** Samples (inside a list: elements) that have it, and those that could. */
  readonly present: number;
  readonly possible: number;
  /** A value seen somewhere. */
  readonly example: Json | undefined;
  readonly fields: readonly SourceField[];
}

/** A place that fields are read from, with its value in every sample; undefined where a sample has none. */
export interface SourceRoot {
  readonly root: string;
  readonly values: readonly (Json | undefined)[];
  /** What the source says of the fields. */
  readonly known?: readonly ResourceField[] | undefined;
}

/** Deeper fields are not listed. */
const maxDepth = 12;
/** Elements looked at of the lists of all samples together. */
const maxElements = 2_000;

/** Everything that samples have below a root, as one tree. */
export function sourceFields({ root, values, known = [] }: SourceRoot): readonly SourceField[] {
  const present = values.filter((value) => value !== undefined);
  const { lists, elements } = openLists(present, 0);
  return fieldsIn(elements, { root, path: [], lists, known, depth: 0 });
}

interface Above {
  readonly root: string;
  readonly path: readonly string[];
  readonly lists: readonly number[];
  readonly known: readonly ResourceField[];
  readonly depth: number;
}

function fieldsIn(parents: readonly Json[], above: Above): readonly SourceField[] {
  const objects = parents.filter(isJsonObject);
  const byName = new Map<string, Json[]>();
  for (const object of objects) {
    for (const [name, value] of Object.entries(object)) {
      const values = byName.get(name);
      if (values) values.push(value);
      else byName.set(name, [value]);
    }
  }
  return [...byName].map(([name, values]) => fieldOf(name, values, objects.length, above));
}

function fieldOf(name: string, values: readonly Json[], possible: number, above: Above): SourceField {
  const path = [...above.path, name];
  const known = above.known.find((field) => field.name === name);
  const { lists, elements } = openLists(values, path.length);
  const hasObjects = elements.some(isJsonObject);
  const inner = { ...above, path, lists: [...above.lists, ...lists], depth: above.depth + 1 };
  return {
    root: above.root,
    path,
    lists: inner.lists,
    kind: lists.length > 0 ? "list" : hasObjects ? "object" : "value",
    types: typesOf(elements),
    title: known?.title,
    present: values.length,
    possible,
    example: elements.find((value) => value !== null && value !== ""),
    fields:
      hasObjects && inner.depth < maxDepth
        ? fieldsIn(elements, { ...inner, known: known?.fields ?? [] })
        : [],
  };
}

/** Values with lists replaced by their elements, and the length of the path once if there were any. */
function openLists(
  values: readonly Json[],
  length: number,
): { readonly lists: readonly number[]; readonly elements: readonly Json[] } {
  if (!values.some(isList)) return { lists: [], elements: values };
  const elements = values.flatMap((value): readonly Json[] => (isList(value) ? value : [value]));
  return { lists: [length], elements: openLists(elements.slice(0, maxElements), length).elements };
}

function typesOf(values: readonly Json[]): readonly JsonType[] {
  const counts = new Map<JsonType, number>();
  for (const value of values) {
    const type = jsonType(value);
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([type]) => type);
}

/** All fields of a tree, those above before those inside. */
export function allFields(fields: readonly SourceField[]): readonly SourceField[] {
  return fields.flatMap((field) => [field, ...allFields(field.fields)]);
}

/** The value of a field in one sample, with one element of each list on the way looked at: the one at `line`, or the last there is. */
export function valueOfField(
  value: Json | undefined,
  path: readonly string[],
  line: number,
): Json | undefined {
  let found = value;
  for (const name of path) {
    found = elementAt(found, line);
    found = isJsonObject(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  }
  return found;
}

/** One element of a list, or of the lists in it; anything else is itself. */
export function elementAt(value: Json | undefined, line: number): Json | undefined {
  return isList(value) ? elementAt(value[Math.min(line, value.length - 1)], line) : value;
}
