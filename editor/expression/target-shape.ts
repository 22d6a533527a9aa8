import type { FieldType, ResourceField } from "@trasvase/shared/connector.ts";
import {
  isBracket,
  literalText,
  matchBrackets,
  significantTokens,
} from "@trasvase/shared/expression/tokens.ts";
import type { TargetShape } from "./field-knowledge.ts";

const jsonTypes: Readonly<Record<FieldType, TargetShape["type"]>> = {
  text: "string",
  number: ["number", "string"],
  integer: "number",
  boolean: "boolean",
  date: "string",
  dateTime: "string",
  object: "object",
  list: "array",
  any: undefined,
};

/** The shape of the record that some fields make together. */
export function shapeOfFields(fields: readonly ResourceField[]): TargetShape {
  const properties = Object.fromEntries(
    fields.filter((field) => field.writable !== false).map((field) => [field.name, shapeOf(field)]),
  );
  return { type: "object", properties };
}

function shapeOf({ type, fields, values }: ResourceField): TargetShape {
  const inner = fields && shapeOfFields(fields);
  return {
    type: jsonTypes[type],
    ...(values && { values }),
    ...(inner && (type === "list" ? { items: inner } : { properties: inner.properties })),
  };
}

/** The values the target takes for the field whose value is to be written at an offset. */
export function targetValuesAt(
  text: string,
  offset: number,
  target: TargetShape | undefined,
): TargetShape["values"] {
  if (target === undefined) return undefined;
  const tokens = significantTokens(text.slice(0, offset));
  // A word that has begun is what is being written.
  const last = tokens.at(-1);
  if (last?.end === offset && (last.kind === "name" || last.kind === "value")) tokens.pop();
  const partners = matchBrackets(tokens);
  let shape: TargetShape | undefined = target;
  const enter = (index: number) => {
    const key = tokens[index - 1]?.text === ":" ? tokens[index - 2] : undefined;
    const name = key && literalText(key);
    if (name !== undefined) shape = shape?.properties?.[name];
  };
  tokens.forEach((token, index) => {
    if (!isBracket(token) || partners.has(index)) return;
    enter(index);
    if (shape?.items) shape = shape.items;
  });
  if (tokens.at(-1)?.text !== ":") return tokens.length === 0 ? target.values : undefined;
  enter(tokens.length);
  return shape?.values;
}
