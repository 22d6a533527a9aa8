import type { Json } from "@trasvase/shared/json.ts";
import { isJsonObject } from "@trasvase/shared/json.ts";

/** The way to a value inside a record: member names, and places in lists counted from 0. */
export type ValuePath = readonly (string | number)[];

const plainName = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const words = new Set(["and", "or", "in", "true", "false", "null", "function", "λ"]);

/** A member name as JSONata writes it: back-ticks where the name needs them. */
export function printName(name: string): string {
  return plainName.test(name) && !words.has(name) ? name : `\`${name}\``;
}

/**
 * The JSONata path to a value. Places in lists are left out, because a path takes every element of a list;
 * `root` is a variable the path starts from (`$source`), or nothing for the record itself.
 */
export function printValuePath(path: ValuePath, root = ""): string {
  const names = path.filter((part): part is string => typeof part === "string");
  if (names.length === 0) return root === "" ? "$" : root;
  // A back-tick cannot be written inside back-ticks, so such a name is looked up as a text.
  return names.reduce((text, name) => {
    if (name.includes("`") || name === "")
      return `$lookup(${text === "" ? "$" : text}, ${JSON.stringify(name)})`;
    return text === "" ? printName(name) : `${text}.${printName(name)}`;
  }, root);
}

/** The value at a path; undefined when the way ends before. Reads own members only. */
export function valueAt(data: Json | undefined, path: ValuePath): Json | undefined {
  let value = data;
  for (const part of path) {
    if (typeof part === "number") value = isList(value) ? value[part] : undefined;
    else value = isJsonObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
    if (value === undefined) return undefined;
  }
  return value;
}

/** Whether a JSON value is a list; narrows read-only arrays, which `Array.isArray` does not. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
