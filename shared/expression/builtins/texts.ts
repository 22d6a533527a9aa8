import { Fault } from "../fault.ts";
import type { Run } from "../run.ts";
import { decodeBase64, encodeBase64 } from "./base64.ts";
import { type Native, native } from "./native.ts";
import { stringify } from "./stringify.ts";

type MaybeText = string | undefined;
type MaybeNumber = number | undefined;

const surrogate = /[\ud800-\udfff]/;

/** Number of characters, a pair of surrogates counting as one. */
export function characterCount(text: string): number {
  if (!surrogate.test(text)) return text.length;
  let count = 0;
  for (const _character of text) count++;
  return count;
}

/** Characters from `start`, negative counting from the end. */
export function substring(text: string, start: number, length: MaybeNumber): string {
  const characters = surrogate.test(text) ? Array.from(text) : text;
  const from = characters.length + start < 0 ? 0 : start;
  if (length !== undefined && length <= 0) return "";
  const end =
    length === undefined ? undefined : from >= 0 ? from + length : characters.length + from + length;
  return typeof characters === "string" ? characters.slice(from, end) : characters.slice(from, end).join("");
}

function before(run: Run, text: MaybeText, mark: MaybeText): MaybeText {
  if (text === undefined) return undefined;
  const at = text.indexOf(String(mark));
  return run.text(at < 0 ? text : text.slice(0, at));
}

function after(run: Run, text: MaybeText, mark: MaybeText): MaybeText {
  if (text === undefined) return undefined;
  const sought = String(mark);
  const at = text.indexOf(sought);
  return run.text(at < 0 ? text : text.slice(at + sought.length));
}

/** Runs of white space become one space; none remains at the ends. */
export function trimmed(text: string): string {
  return text.replace(/[ \t\n\r]+/g, " ").replace(/^ | $/g, "");
}

function pad(run: Run, text: MaybeText, width: number, fill: MaybeText): MaybeText {
  if (text === undefined) return undefined;
  const filler = fill === undefined || fill === "" ? " " : fill;
  const missing = Math.abs(Math.trunc(width)) - characterCount(text);
  if (!(missing > 0)) return text;
  run.chargeText(text.length + missing * (surrogate.test(filler) ? 2 : 1));
  const unit = characterCount(filler);
  const padding =
    unit === 1 ? filler.repeat(missing) : substring(filler.repeat(Math.ceil(missing / unit)), 0, missing);
  return width > 0 ? text + padding : padding + text;
}

function join(run: Run, texts: readonly string[] | undefined, separator: MaybeText): MaybeText {
  if (texts === undefined) return undefined;
  const between = separator ?? "";
  let length = Math.max(0, texts.length - 1) * between.length;
  for (const text of texts) length += text.length;
  run.charge(texts.length);
  run.chargeText(length);
  return texts.join(between);
}

/** A function of one text; nothing stays nothing. */
function each(change: (text: string) => unknown): (run: Run, text: MaybeText) => unknown {
  return (run, text) => {
    if (text === undefined) return undefined;
    if (text.length > 64) run.chargeText(text.length);
    const result = change(text);
    return typeof result === "string" ? run.text(result) : result;
  };
}

/** A function of one text that refuses malformed ones by throwing a URIError. */
function url(functionName: string, change: (text: string) => string): Native {
  return native(
    functionName,
    "<s-:s>",
    1,
    each((text) => {
      try {
        return change(text);
      } catch {
        throw new Fault("D3140", { value: text, functionName });
      }
    }),
  );
}

export const textFunctions: readonly Native[] = [
  native(
    "string",
    "<x-b?:s>",
    2,
    (run, value: unknown, pretty: boolean | undefined) =>
      value === undefined ? undefined : stringify(value, pretty === true, run),
    { arity: 1 },
  ),
  native("substring", "<s-nn?:s>", 3, (run, text: MaybeText, start: number, length: MaybeNumber) =>
    text === undefined ? undefined : run.text(substring(text, start, length)),
  ),
  native("substringBefore", "<s-s:s>", 2, before),
  native("substringAfter", "<s-s:s>", 2, after),
  native(
    "lowercase",
    "<s-:s>",
    1,
    each((text) => text.toLowerCase()),
  ),
  native(
    "uppercase",
    "<s-:s>",
    1,
    each((text) => text.toUpperCase()),
  ),
  native("length", "<s-:n>", 1, each(characterCount)),
  native("trim", "<s-:s>", 1, each(trimmed)),
  native("pad", "<s-ns?:s>", 3, pad),
  native("join", "<a<s>s?:s>", 2, join),
  native("base64encode", "<s-:s>", 1, each(encodeBase64)),
  native("base64decode", "<s-:s>", 1, each(decodeBase64)),
  url("encodeUrl", encodeURI),
  url("encodeUrlComponent", encodeURIComponent),
  url("decodeUrl", decodeURI),
  url("decodeUrlComponent", decodeURIComponent),
];
