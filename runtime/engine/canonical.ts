import { hash } from "node:crypto";
import type { Json } from "@trasvase/shared/json.ts";

/** JSON text with the members of every object sorted: equal values give equal texts. */
export function canonicalText(value: Json | undefined): string {
  if (value === undefined) return "";
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return `[${value.map((one) => canonicalText(one)).join(",")}]`;
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonicalText(value[name])}`).join(",")}}`;
}

// Array.isArray does not narrow readonly arrays.
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** 22 characters that stand for a value; equal for values that differ only in the order of members. */
export function contentHash(value: Json | undefined): string {
  return hash("sha256", canonicalText(value), "base64url").slice(0, 22);
}
