import { isJsonObject, type Json } from "@trasvase/shared/json.ts";

/** The value at a dotted path such as `data.items` or `pages.0.next`; the value itself for an empty path; undefined when nothing is there. */
export function readPath(value: Json | undefined, path: string): Json | undefined {
  if (path === "") return value;
  let at: Json | undefined = value;
  for (const part of path.split(".")) {
    if (Array.isArray(at)) at = /^\d+$/.test(part) ? (at as readonly Json[])[Number(part)] : undefined;
    else if (isJsonObject(at) && Object.hasOwn(at, part)) at = at[part];
    else return undefined;
  }
  return at;
}
