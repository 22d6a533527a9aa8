import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { isList } from "./expression-path.ts";

/** A value in a few characters, as JSON writes it; lists and objects by what they hold. */
export function shorten(value: Json, longest = 60): string {
  if (isList(value)) {
    const inner = value.every((one) => one === null || typeof one !== "object")
      ? JSON.stringify(value)
      : undefined;
    return inner !== undefined && inner.length <= longest ? inner : `[${value.length}]`;
  }
  if (isJsonObject(value)) {
    const names = Object.keys(value);
    return `{ ${names.slice(0, 3).join(", ")}${names.length > 3 ? " …" : ""} }`;
  }
  const text = JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
