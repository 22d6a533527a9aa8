import { type Widget, widgets } from "@trasvase/shared/field.ts";
import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import * as z from "zod";

/** One control of a form, derived from a zod schema with the hints of shared/field.ts. */
export interface FormField {
  /** Name of the member it edits. */
  readonly name: string;
  readonly title: string;
  readonly help: string | undefined;
  readonly widget: Widget;
  readonly example: string | undefined;
  readonly unit: string | undefined;
  readonly choices: readonly FormChoice[];
  readonly advanced: boolean;
  /** The schema itself does not accept that it is left out. */
  readonly required: boolean;
  readonly default: Json | undefined;
  /** What kind of JSON it holds, as JSON Schema names it; undefined when it may be anything. */
  readonly type: string | undefined;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  /** Shown only while another field has one of these values. */
  readonly when: FormCondition | undefined;
}

interface FormCondition {
  readonly field: string;
  readonly is: readonly string[];
}

interface FormChoice {
  readonly value: string;
  readonly title: string;
}

const memberSchema = z.object({
  title: z.string().optional(),
  help: z.string().optional(),
  widget: z.enum(widgets).optional(),
  example: z.string().optional(),
  unit: z.string().optional(),
  choices: z.record(z.string(), z.string()).optional(),
  advanced: z.boolean().optional(),
  secret: z.boolean().optional(),
  default: z.json().optional(),
  type: z.string().optional(),
  enum: z.array(z.json()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  when: z.object({ field: z.string(), is: z.array(z.string()) }).optional(),
});

const objectSchema = z.object({
  properties: z.record(z.string(), memberSchema).default({}),
  required: z.array(z.string()).default([]),
});

const known = new WeakMap<z.ZodType, readonly FormField[]>();

/** The controls of a schema's members, in their order; hidden ones are left out. Answers the same list for the same schema. */
export function formFields(schema: z.ZodType): readonly FormField[] {
  const before = known.get(schema);
  if (before) return before;
  const fields = readFields(schema);
  known.set(schema, fields);
  return fields;
}

function readFields(schema: z.ZodType): readonly FormField[] {
  const { properties, required } = objectSchema.parse(
    z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }),
  );
  return Object.entries(properties)
    .map(([name, member]): FormField => {
      const widget = member.widget ?? widgetFor(member);
      return {
        name,
        title: member.title ?? name,
        help: member.help,
        widget,
        example: member.example,
        unit: member.unit,
        choices: choicesOf(member),
        advanced: member.advanced ?? false,
        required: required.includes(name),
        default: member.default,
        type: member.type,
        minimum: inRange(member.minimum),
        maximum: inRange(member.maximum),
        when: member.when,
      };
    })
    .filter((field) => field.widget !== "hidden");
}

/** Whether a field is shown with these values; one that is left out has its default. */
export function isShown(field: FormField, fields: readonly FormField[], values: JsonObject): boolean {
  if (!field.when) return true;
  const { field: name, is } = field.when;
  const value = values[name] ?? fields.find((other) => other.name === name)?.default;
  return typeof value === "string" && is.includes(value);
}

type Member = z.infer<typeof memberSchema>;

function widgetFor(member: Member): Widget {
  if (member.secret) return "secret";
  if (member.enum) return "choice";
  switch (member.type) {
    case "number":
    case "integer":
      return "number";
    case "boolean":
      return "toggle";
    case "array":
      return "field-list";
    case "object":
      return "key-value";
    default:
      return "text";
  }
}

function choicesOf(member: Member): readonly FormChoice[] {
  const values = member.enum?.filter((value): value is string => typeof value === "string");
  return (values ?? Object.keys(member.choices ?? {})).map((value) => ({
    value,
    title: member.choices?.[value] ?? value,
  }));
}

// zod writes the whole range of safe integers where a schema names none; that says nothing to a person.
function inRange(limit: number | undefined): number | undefined {
  return limit === undefined || Math.abs(limit) >= Number.MAX_SAFE_INTEGER ? undefined : limit;
}
