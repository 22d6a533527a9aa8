import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { isList } from "../expression/expression-path.ts";

/** Whether a record has a field at a dotted path, inside lists in any element. A field whose own name has dots is found first. */
export function hasField(data: Json, path: string): boolean {
  if (isList(data)) return data.some((one) => hasField(one, path));
  if (!isJsonObject(data)) return false;
  if (Object.hasOwn(data, path)) return true;
  const dot = path.indexOf(".");
  const head = path.slice(0, Math.max(dot, 0));
  const inner = dot > 0 && Object.hasOwn(data, head) ? data[head] : undefined;
  return inner !== undefined && hasField(inner, path.slice(dot + 1));
}
