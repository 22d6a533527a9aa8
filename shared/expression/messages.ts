import type { FaultDetails } from "./fault.ts";
import { functionHelp } from "./function-help.ts";
import { nearest } from "./nearest.ts";
import { type ExpressionTexts, english } from "./texts/english.ts";

/** Everything a message can mention. */
export interface MessageParts extends FaultDetails {
  readonly token: string;
}

/** Puts values in the places `{name}` of a text. A name without a value stays as it is written. */
export function fillIn(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : place,
  );
}

/** The words for an error, in English unless other texts are given. */
export function messageFor(code: string, parts: MessageParts, texts: ExpressionTexts = english): string {
  if (parts.message !== undefined) return parts.message;
  const faults: Readonly<Record<string, string>> = texts.faults;
  const text = faults[`${code}.${variantOf(code, parts)}`] ?? faults[code] ?? texts.faults.unknown;
  const { value, value2, index, exponent, functionName, token, name, near, reason } = parts;
  return fillIn(text, {
    code,
    token,
    value: show(value, texts),
    value2: show(value2, texts),
    kind: kind(value, texts),
    kind2: kind(value2, texts),
    exponent: show(exponent, texts),
    index: index ?? "",
    type: texts.items[parts.type ?? "other"],
    called: token === "" ? texts.someFunction : `\`$${token}\``,
    function: `$${token}`,
    functionName: `$${functionName ?? ""}`,
    name: name ?? "",
    near: near ?? "",
    reason: reason ?? "",
    close: closeMatch(token, functionHelp.keys(), "$", texts),
  });
}

/** Some codes say different things in different cases. */
function variantOf(code: string, { variant, token, value }: MessageParts): string {
  if (variant !== undefined) return variant;
  if ((code === "T1006" || code === "T1008") && token === "") return "value";
  return code === "D1011" && typeof value !== "number" ? "data" : "";
}

/** The sentence about what was probably meant, or nothing. */
export function closeMatch(
  word: string,
  candidates: Iterable<string>,
  sign: string,
  texts: ExpressionTexts,
): string {
  const close = word === "" ? undefined : nearest(word, candidates);
  return close === undefined ? "" : fillIn(texts.closeMatch, { name: `${sign}${close}` });
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** A value, short enough for a message. */
function show(value: unknown, texts: ExpressionTexts): string {
  if (typeof value === "string") return shorten(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return kind(value, texts);
}

/** What sort of value it is. */
function kind(value: unknown, { kinds }: ExpressionTexts): string {
  switch (typeof value) {
    case "string":
      return kinds.text;
    case "number":
      return kinds.number;
    case "boolean":
      return kinds.boolean;
    case "function":
      return kinds.function;
    case "undefined":
      return kinds.nothing;
    default:
      if (value === null) return kinds.null;
      return Array.isArray(value) ? kinds.list : kinds.object;
  }
}
