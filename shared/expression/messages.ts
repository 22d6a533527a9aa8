import type { FaultDetails } from "./fault.ts";
import { functionHelp } from "./function-help.ts";
import { nearest } from "./nearest.ts";

/** Everything a message can mention. */
export interface MessageParts extends FaultDetails {
  readonly token: string;
}

type Template = string | ((parts: MessageParts) => string);

/** What happened and what to do, by code. Upstream's codes, and `X` codes of our own. */
const templates: Readonly<Record<string, Template>> = {
  S0101: "A text is not closed: the closing quote is missing. Write `\"` or `'` where the text ends.",
  S0102: ({ token }) => `The number ${token} is too large.`,
  S0103: ({ token }) => `\`\\${token}\` is not a known escape. Write \`\\\\\` for a backslash.`,
  S0104: "After `\\u` four hexadecimal digits must follow.",
  S0105: "A name in backticks is not closed: the closing backtick is missing.",
  S0106: "A comment is not closed: `*/` is missing.",
  S0201: ({ token }) => `\`${token}\` was not expected here. Something may be missing before it.`,
  S0202: ({ value, token }) => `\`${show(value)}\` was expected here instead of \`${token}\`.`,
  S0203: ({ value }) => `A \`${show(value)}\` is missing at the end.`,
  S0204: ({ token }) => `\`${token}\` is not an operator.`,
  S0205: ({ token }) => `\`${token}\` was not expected here.`,
  S0206: ({ token }) => `\`${token}\` was not expected here.`,
  S0207: "This expression stops too early: something must follow.",
  S0208: ({ value }) => `Parameter ${show(value)} of this function must be a name that starts with \`$\`.`,
  S0209:
    "A filter `[…]` cannot follow a group `{…}` in the same step. Put the part before it in parentheses.",
  S0210: "A step can have only one group `{…}`. Put the part before it in parentheses.",
  S0211: ({ token }) => `\`${token}\` needs something before it.`,
  S0212: "To the left of `:=` must stand a name that starts with `$`.",
  S0213: ({ value }) => `${show(value)} cannot be a step of a path. Put a field's name in backticks.`,
  S0214: ({ token }) => `After \`${token}\` must stand a name that starts with \`$\`.`,
  S0215: "`@$name` must stand before the filters of a step.",
  S0216: "`@$name` must stand before the sorting of a step.",
  S0217: "`%` has no parent here. It works inside a path, behind at least one other step.",
  S0301: "A regular expression cannot be empty.",
  S0302: "A regular expression is not closed: the final `/` is missing.",
  S0401: "`<…>` in a signature can only follow `a` or `f`.",
  S0402: "A choice `(…)` in a signature cannot contain `<…>`.",
  S0500: "This expression contains a mistake and cannot be evaluated.",
  T0410: ({ index, token, value }) =>
    `Argument ${index} of ${called(token)} does not fit: it is ${kind(value)}.`,
  T0411: ({ index, token, value }) =>
    `Argument ${index} of ${called(token)} is missing, and the value at hand cannot take its place: it is ${kind(value)}.`,
  T0412: ({ index, token, type }) => `Argument ${index} of ${called(token)} must be a list of ${type}.`,
  D1001: ({ value }) => `The number ${show(value)} is out of range. Check for a division by zero.`,
  D1002: ({ value }) => `Only a number can be negated; this is ${kind(value)}.`,
  T1003: ({ value }) =>
    `The key of an object must be a text; this is ${kind(value)}. \`$string(…)\` makes one.`,
  D1004: "This regular expression matches an empty text, so it would never advance.",
  T1005: ({ token }) => `\`${token}\` is not a function. Did you mean \`$${token}\`?`,
  T1006: ({ token }) => noFunction(token),
  T1007: ({ token }) => `\`${token}\` is not a function. Did you mean \`$${token}\`?`,
  T1008: ({ token }) => noFunction(token),
  D1009: ({ value }) => `Two keys of this object are equal: ${show(value)}. Give each its own name.`,
  T1010: ({ token }) => `The pattern given to ${called(token)} must be a text or a regular expression.`,
  D1011: ({ value }) =>
    typeof value === "number"
      ? `Stopped: functions called each other more than ${value} levels deep. Check that the recursion ends.`
      : "Stopped: the expression or its data is nested too deeply.",
  D1012: "Stopped: the expression did not finish. Check for an endless loop.",
  D1013: ({ value }) => `The key ${show(value)} is reserved. Choose another name.`,
  T2001: ({ token, value }) => `To the left of \`${token}\` a number is needed; this is ${kind(value)}.`,
  T2002: ({ token, value }) => `To the right of \`${token}\` a number is needed; this is ${kind(value)}.`,
  T2003: ({ value }) => `A range must begin with a whole number; this is ${kind(value)}.`,
  T2004: ({ value }) => `A range must end with a whole number; this is ${kind(value)}.`,
  T2006: "To the right of `~>` a function is needed.",
  T2007: ({ value, value2 }) =>
    `Texts and numbers cannot be sorted together: ${show(value)} and ${show(value2)}. Convert one with \`$string\` or \`$number\`.`,
  T2008: ({ value }) => `Only numbers and texts can be sorted; this is ${kind(value)}.`,
  T2009: ({ value, value2, token }) =>
    `\`${token}\` cannot compare ${kind(value)} (${show(value)}) with ${kind(value2)} (${show(value2)}). Convert one with \`$string\` or \`$number\`.`,
  T2010: ({ token, value }) => `\`${token}\` compares only numbers and texts; this is ${kind(value)}.`,
  T2011: ({ value }) => `The change in \`|…|…|\` must be an object; this is ${kind(value)}.`,
  T2012: ({ value }) =>
    `What \`|…|…|\` deletes must be a field name or a list of them; this is ${kind(value)}.`,
  T2013: "`|…|…|` needs the function `$clone`, and here something else has that name.",
  D2014: ({ value }) => `This range has ${show(value)} numbers; at most 10,000,000 are allowed.`,
  D2015: ({ value }) => `Stopped: a list would have more than ${show(value)} items.`,
  D3001: "An infinite number cannot become a text. Check for a division by zero.",
  D3010: "What `$replace` looks for cannot be an empty text.",
  D3011: "The fourth value of `$replace` must be 0 or more.",
  D3012: ({ value }) => `The function given to \`$replace\` must answer with a text; this is ${kind(value)}.`,
  D3020: "The third value of `$split` must be 0 or more.",
  D3030: ({ value }) => `${show(value)} cannot become a number.`,
  D3040: "The third value of `$match` must be 0 or more.",
  D3050: "The function given to `$reduce` must have at least two parameters.",
  D3060: ({ value }) => `A square root cannot be taken of the negative number ${show(value)}.`,
  D3061: ({ value, exponent }) => `${show(value)} to the power ${show(exponent)} is out of range.`,
  D3070: "`$sort` can order only texts or only numbers by itself. Give a function that compares two items.",
  D3080: "The picture can have at most two parts, separated by `;`.",
  D3081: "A part of the picture can have only one decimal sign.",
  D3082: "A part of the picture can have only one percent sign.",
  D3083: "A part of the picture can have only one per-mille sign.",
  D3084: "A part of the picture cannot have both a percent and a per-mille sign.",
  D3085: "A part of the picture needs at least one digit.",
  D3086: "A part of the picture has other characters between its digits.",
  D3087: "In the picture a grouping sign stands next to the decimal sign.",
  D3088: "In the picture a grouping sign ends the whole number.",
  D3089: "In the picture two grouping signs stand side by side.",
  D3090: "Before the decimal sign of the picture an optional digit follows a required one.",
  D3091: "After the decimal sign of the picture a required digit follows an optional one.",
  D3092: "A percent or per-mille part of the picture cannot have an exponent.",
  D3093: "The exponent of the picture may have digits only.",
  D3100: ({ value }) => `The base must be between 2 and 36; this is ${show(value)}.`,
  D3110: ({ value }) =>
    `${show(value)} is not a date as ISO 8601 writes it, for example 2026-11-23. Give a picture.`,
  D3120: ({ value }) => `The text given to \`$eval\` contains a mistake: ${shorten(String(value))}`,
  D3121: ({ value }) => `The text given to \`$eval\` failed: ${shorten(String(value))}`,
  D3130: ({ value }) => `Numbering that begins with ${show(value)} is not supported.`,
  D3131: "All digits of the picture must belong to the same script.",
  D3132: ({ value }) => `${show(value)} is not a part of a date that a picture can name.`,
  D3133: ({ value }) => `Only months and days have names, not ${show(value)}.`,
  D3134: "A time zone in the picture has at most four digits.",
  D3135: "In the picture a `]` is missing.",
  D3136: "The picture leaves out a part that is needed to read the date.",
  D3138: "`$single` found more than one match.",
  D3139: "`$single` found no match.",
  D3140: ({ functionName }) => `The text given to \`$${functionName}\` is not well-formed.`,
  X1001: ({ value }) => `Stopped: a text would be longer than ${show(value)} characters.`,
  X1004: "This expression is too long or nested too deeply. Split it into smaller parts.",
  X9002: ({ value }) => `Only objects can be changed by \`|…|…|\`; the pattern found ${kind(value)}.`,
  X9001: "This value cannot be used here.",
};

/** The words for an error. */
export function messageFor(code: string, parts: MessageParts): string {
  if (parts.message !== undefined) return parts.message;
  const template = templates[code];
  if (template === undefined) return `The expression failed (${code}).`;
  return typeof template === "string" ? template : template(parts);
}

function noFunction(token: string): string {
  if (token === "") return "What stands before the parenthesis is not a function.";
  const close = nearest(token, functionHelp.keys());
  return `There is no function \`$${token}\`.${close === undefined ? "" : ` Close match: \`$${close}\`.`}`;
}

function called(token: string): string {
  return token === "" ? "the function" : `\`$${token}\``;
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** A value, short enough for a message. */
export function show(value: unknown): string {
  if (typeof value === "string") return shorten(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return kind(value);
}

/** What sort of value it is, with its article. */
export function kind(value: unknown): string {
  switch (typeof value) {
    case "string":
      return "a text";
    case "number":
      return "a number";
    case "boolean":
      return "true or false";
    case "function":
      return "a function";
    case "undefined":
      return "nothing";
    default:
      if (value === null) return "null";
      return Array.isArray(value) ? "a list" : "an object";
  }
}
