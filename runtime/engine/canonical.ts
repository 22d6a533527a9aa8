import { hash } from "node:crypto";
import type { Json, JsonObject } from "@trasvase/shared/json.ts";

/** The members of objects of one shape in their sorted order, each with the text before its value. */
interface Shape {
  readonly names: readonly string[];
  readonly sorted: readonly string[];
  readonly heads: readonly string[];
}

/**
 * Shapes seen, by their first member. Records of a flow have few, and sorting the names of each object anew takes longer than printing it.
 */
const shapes = new Map<string, Shape[]>();
const mostFirst = 2_000;
const mostAlike = 32;

function shapeOf(names: readonly string[]): Shape {
  const first = names[0] ?? "";
  const known = shapes.get(first);
  const found = known?.find((one) => isSame(one.names, names));
  if (found) return found;
  const sorted = [...names].sort();
  const heads = sorted.map((name, index) => `${index > 0 ? "," : "{"}${JSON.stringify(name)}:`);
  const shape = { names, sorted, heads };
  if (known && known.length < mostAlike) known.push(shape);
  else if (!known && shapes.size < mostFirst) shapes.set(first, [shape]);
  return shape;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

/** JSON text with the members of every object sorted: equal values give equal texts. */
export function canonicalText(value: Json | undefined): string {
  switch (typeof value) {
    case "string":
      return textOf(value);
    case "undefined":
      return "";
    case "object":
      if (value === null) return "null";
      return isList(value) ? listText(value) : objectText(value);
    default:
      return JSON.stringify(value);
  }
}

const needsEscape = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

/** Short texts without anything to escape are quicker put between quotes than handed over to be looked at. */
function textOf(text: string): string {
  return text.length < 64 && !needsEscape.test(text) ? `"${text}"` : JSON.stringify(text);
}

function listText(list: readonly Json[]): string {
  let text = "[";
  for (let index = 0; index < list.length; index++) {
    if (index > 0) text += ",";
    text += canonicalText(list[index]);
  }
  return `${text}]`;
}

function objectText(object: JsonObject): string {
  const names = Object.keys(object);
  if (names.length === 0) return "{}";
  const { heads, sorted } = shapeOf(names);
  let text = "";
  for (let index = 0; index < sorted.length; index++) {
    text += heads[index] + canonicalText(object[sorted[index] ?? ""]);
  }
  return `${text}}`;
}

// Array.isArray does not narrow readonly arrays.
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** 22 characters that stand for a value; equal for values that differ only in the order of members. */
export function contentHash(value: Json | undefined): string {
  return hash("sha256", canonicalText(value), "base64url").slice(0, 22);
}

const hashes = new WeakMap<object, string>();

/** The same for a record's data, which is never changed: computed once however often it is asked for. */
export function dataHash(data: Json): string {
  if (typeof data !== "object" || data === null) return contentHash(data);
  const known = hashes.get(data);
  if (known !== undefined) return known;
  const made = contentHash(data);
  hashes.set(data, made);
  return made;
}
