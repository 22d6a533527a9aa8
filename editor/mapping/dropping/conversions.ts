import type { FieldType } from "@trasvase/shared/connector.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { isWhole } from "../is-whole.ts";
import { asOperand } from "./join-expressions.ts";

/** A change of type that is written around a path. */
export type ConversionKind =
  | "text"
  | "number"
  | "decimalComma"
  | "boolean"
  | "yes"
  | "date"
  | "dateTime"
  | "dayFirstDate"
  | "dateOfMillis"
  | "dateTimeOfMillis"
  | "jsonText";

interface Shape {
  readonly before: string;
  readonly behind: string;
}

/** What each conversion writes around an expression. */
const shapes: Readonly<Record<Exclude<ConversionKind, "yes">, Shape>> = {
  text: { before: "$string(", behind: ")" },
  jsonText: { before: "$string(", behind: ")" },
  decimalComma: { before: "$number($replace(", behind: ', ",", "."))' },
  number: { before: "$number(", behind: ")" },
  boolean: { before: "$boolean(", behind: ")" },
  date: { before: "$substringBefore(", behind: ', "T")' },
  dateTime: { before: "", behind: ' & "T00:00:00"' },
  dayFirstDate: {
    before: "$fromMillis($toMillis(",
    behind: ', "[D]-[M]-[Y0001]"), "[Y0001]-[M01]-[D01]")',
  },
  dateOfMillis: { before: "$fromMillis(", behind: ', "[Y0001]-[M01]-[D01]")' },
  dateTimeOfMillis: { before: "$fromMillis(", behind: ")" },
};

/** Values that say yes or no in other words, by the one that says yes. */
const yesWords: readonly (readonly [string | number, string | number])[] = [
  ["true", "false"],
  ["J", "N"],
  ["Y", "N"],
  ["S", "N"],
  ["yes", "no"],
  ["ja", "nee"],
  ["1", "0"],
  [1, 0],
];

/** An expression made to fit a field's type, and by which conversion. */
export interface Converted {
  readonly text: string;
  readonly kind: ConversionKind | undefined;
}

/** Makes an expression fit a type of field, going by a value that it gives. Without a value, or where it fits already, it stays as it is. */
export function convert(
  expression: string,
  type: FieldType | undefined,
  example: Json | undefined,
): Converted {
  const yes = type === "boolean" ? yesWordOf(example) : undefined;
  if (yes !== undefined) {
    return { text: `${asOperand(expression)} = ${JSON.stringify(yes)}`, kind: "yes" };
  }
  const kind = conversionFor(type, example);
  return kind === undefined ? { text: expression, kind } : { text: write(expression, kind), kind };
}

function write(expression: string, kind: Exclude<ConversionKind, "yes">): string {
  const { before, behind } = shapes[kind];
  return before === "" ? `${asOperand(expression)}${behind}` : `${before}${expression}${behind}`;
}

function yesWordOf(example: Json | undefined): string | number | undefined {
  return yesWords.find(([yes, no]) => yes === example || no === example)?.[0];
}

function conversionFor(
  type: FieldType | undefined,
  example: Json | undefined,
): Exclude<ConversionKind, "yes"> | undefined {
  if (example === undefined || example === null || type === undefined || type === "any") return undefined;
  if (typeof example === "object") return type === "text" ? "jsonText" : undefined;
  switch (type) {
    case "text":
      return typeof example === "string" ? undefined : "text";
    case "number":
    case "integer":
      return numberConversion(example);
    case "boolean":
      return typeof example === "boolean" ? undefined : "boolean";
    case "date":
      return dateConversion(example, "dateOfMillis");
    case "dateTime":
      return dateConversion(example, "dateTimeOfMillis");
    default:
      return undefined;
  }
}

function numberConversion(example: string | number | boolean): "number" | "decimalComma" | undefined {
  if (typeof example === "number") return undefined;
  return typeof example === "string" && /^\s*[+-]?\d+,\d+\s*$/.test(example) ? "decimalComma" : "number";
}

function dateConversion(
  example: string | number | boolean,
  ofMillis: "dateOfMillis" | "dateTimeOfMillis",
): Exclude<ConversionKind, "yes"> | undefined {
  if (typeof example === "number") return ofMillis;
  if (typeof example !== "string") return undefined;
  if (/^\d{1,2}-\d{1,2}-\d{4}$/.test(example)) return "dayFirstDate";
  const hasTime = /^\d{4}-\d{2}-\d{2}T/.test(example);
  if (ofMillis === "dateOfMillis") return hasTime ? "date" : undefined;
  return /^\d{4}-\d{2}-\d{2}$/.test(example) ? "dateTime" : undefined;
}

/** Conversions that can be told by their shape; the longer ones first, because `$number(` begins two of them. */
const readable = [
  "decimalComma",
  "dayFirstDate",
  "text",
  "number",
  "boolean",
  "date",
  "dateOfMillis",
  "dateTimeOfMillis",
] as const;

/** The conversion that an expression is, and what it converts; undefined when it is none. */
export function readConversion(
  expression: string,
): { readonly kind: (typeof readable)[number]; readonly inner: string } | undefined {
  const text = expression.trim();
  for (const kind of readable) {
    const { before, behind } = shapes[kind];
    if (!text.startsWith(before) || !text.endsWith(behind)) continue;
    const inner = text.slice(before.length, text.length - behind.length);
    if (isWhole(inner)) return { kind, inner };
  }
  return undefined;
}
