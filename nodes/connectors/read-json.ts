import type { Json } from "@trasvase/shared/json.ts";

/** Deepest nesting that is read; deeper JSON is an attack or a mistake, and PostgreSQL and JSON.stringify fail on it. */
export const deepestJson = 64;

export type JsonFaultCode =
  | "bad-json"
  | "too-deep"
  | "nul"
  | "lone-surrogate"
  | "number-too-large"
  | "hostile-key";

/** A text that cannot become a record. The message goes on after "… of orders.ndjson " and says what to do. */
export class JsonFault extends Error {
  readonly code: JsonFaultCode;

  constructor(code: JsonFaultCode, message: string) {
    super(message);
    this.name = "JsonFault";
    this.code = code;
  }
}

// Everything that needs the slow way: a run of 16 digits, an exponent of three, an escape of NUL, of a surrogate or of an ASCII character.
const suspicious = /[0-9.]{16}|[0-9][eE][+-]?[0-9]{3}|\\u(?:00[0-7]|[dD][89a-fA-F])|"__proto__"/;

/**
 * Reads JSON the way records are read: numbers that a double cannot hold as written (integers beyond 2^53, more than 15 significant
 * digits) become text; nesting beyond {@link deepestJson}, NUL, lone surrogates, `__proto__` and infinite numbers throw {@link JsonFault}.
 */
export function parseJson(text: string): Json {
  return suspicious.test(text) ? parseCarefully(text) : parsePlain(text);
}

/** The same for a text known to hold nothing suspicious (the NDJSON reader looks at whole blocks). */
export function parsePlain(text: string): Json {
  if (mayBeTooDeep(text)) return parseCarefully(text);
  return parse(text, text);
}

// Nesting deeper than 64 needs more than 64 openers, which indexOf counts at the speed of memory.
function mayBeTooDeep(text: string): boolean {
  let openers = 0;
  for (let at = text.indexOf("{"); at >= 0; at = text.indexOf("{", at + 1)) {
    if (++openers > deepestJson) return true;
  }
  for (let at = text.indexOf("["); at >= 0; at = text.indexOf("[", at + 1)) {
    if (++openers > deepestJson) return true;
  }
  return false;
}

function parse(text: string, original: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new JsonFault("bad-json", `is not JSON (${reasonOf(original)}). Correct it and read it again.`);
  }
}

function reasonOf(text: string): string {
  try {
    JSON.parse(text);
  } catch (error) {
    if (error instanceof Error) return error.message.slice(0, 160);
  }
  return "unreadable";
}

/** Walks the text once, quoting inexact numbers, and parses what comes of it. */
function parseCarefully(text: string): Json {
  const parts: string[] = [];
  let copied = 0;
  let depth = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = passString(text, at);
    } else if (isNumberStart(code)) {
      const end = endOfNumber(text, at);
      const number = text.slice(at, end);
      if (!isExact(number)) {
        parts.push(text.slice(copied, at), `"${number}"`);
        copied = end;
      }
      at = end;
    } else {
      if (code === openBrace || code === openBracket) depth++;
      if (code === closeBrace || code === closeBracket) depth--;
      if (depth > deepestJson) {
        throw new JsonFault(
          "too-deep",
          `is nested deeper than ${deepestJson} levels. Flatten it before sending it.`,
        );
      }
      at++;
    }
  }
  parts.push(text.slice(copied));
  return parse(parts.join(""), text);
}

const quote = 34;
const backslash = 92;
const openBrace = 123;
const closeBrace = 125;
const openBracket = 91;
const closeBracket = 93;

function passString(text: string, start: number): number {
  let at = start + 1;
  let escaped = false;
  while (at < text.length && text.charCodeAt(at) !== quote) {
    if (text.charCodeAt(at) === backslash) {
      escaped = true;
      if (text[at + 1] === "u") at = passUnicodeEscape(text, at);
      else at += 2;
    } else {
      at++;
    }
  }
  const end = at + 1;
  if (end - start === '"__proto__"'.length || escaped) refuseHostile(text, start, end);
  return end;
}

function passUnicodeEscape(text: string, at: number): number {
  const unit = Number.parseInt(text.slice(at + 2, at + 6), 16);
  if (unit === 0) {
    throw new JsonFault(
      "nul",
      "contains the character NUL (\\u0000), which no database can store. Remove it.",
    );
  }
  if (unit >= 0xd800 && unit <= 0xdbff) {
    const next =
      text[at + 6] === "\\" && text[at + 7] === "u" ? Number.parseInt(text.slice(at + 8, at + 12), 16) : 0;
    if (next >= 0xdc00 && next <= 0xdfff) return at + 12;
  }
  if (unit >= 0xd800 && unit <= 0xdfff) {
    throw new JsonFault(
      "lone-surrogate",
      `contains half a character (${text.slice(at, at + 6)}): a surrogate without its partner. A text was probably cut in the middle of an emoji; cut it elsewhere.`,
    );
  }
  return at + 6;
}

function refuseHostile(text: string, start: number, end: number): void {
  if (end - start > 64 || !/^\s*:/.test(text.slice(end, end + 64))) return;
  let key: unknown;
  try {
    key = JSON.parse(text.slice(start, end));
  } catch {
    return;
  }
  if (key === "__proto__") {
    throw new JsonFault(
      "hostile-key",
      'has a field named "__proto__", which is never accepted. Rename the field.',
    );
  }
}

function isNumberStart(code: number): boolean {
  return code === 45 || (code >= 48 && code <= 57);
}

const numberEnd = /[0-9.eE+-]*/y;

function endOfNumber(text: string, start: number): number {
  numberEnd.lastIndex = start + 1;
  return start + 1 + (numberEnd.exec(text)?.[0].length ?? 0);
}

/** Whether a double holds this number as it is written. Throws when it is beyond every double. */
function isExact(number: string): boolean {
  const parts = /^-?(0|[1-9]\d*)(?:\.(\d+))?(?:[eE][+-]?\d+)?$/.exec(number);
  if (!parts) return true;
  const value = Number(number);
  if (!Number.isFinite(value)) {
    throw new JsonFault(
      "number-too-large",
      `contains the number ${number.slice(0, 40)}, which is too large. Send it as text.`,
    );
  }
  const [, whole = "", fraction = ""] = parts;
  const digits = `${whole}${fraction.replace(/0+$/, "")}`.replace(/^0+/, "");
  if (digits.length <= 15) return value !== 0 || digits === "";
  return Number.isSafeInteger(value) && fraction.replace(/0+$/, "") === "" && !/[eE]/.test(number);
}
