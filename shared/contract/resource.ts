import * as z from "zod";
import type { FieldType } from "../connector.ts";
import type { Json } from "../json.ts";
import { json, jsonMembers } from "./values.ts";

const fieldTypes = [
  "text",
  "number",
  "integer",
  "boolean",
  "date",
  "dateTime",
  "object",
  "list",
  "any",
] as const satisfies readonly FieldType[];

/** A field of a resource, for mapping and matching. */
export interface ResourceFieldRow {
  readonly name: string;
  readonly title: string;
  readonly type: FieldType;
  readonly required?: "always" | "create" | undefined;
  readonly writable?: boolean | undefined;
  readonly readable?: boolean | undefined;
  readonly assigned?: boolean | undefined;
  readonly maxLength?: number | undefined;
  readonly help?: string | undefined;
  readonly example?: Json | undefined;
  readonly fields?: readonly ResourceFieldRow[] | undefined;
}

/** A field as programs see it. */
export const resourceFieldSchema: z.ZodType<ResourceFieldRow> = z.object({
  name: z.string(),
  title: z.string(),
  type: z.enum(fieldTypes),
  required: z.enum(["always", "create"]).optional(),
  writable: z.boolean().optional(),
  readable: z.boolean().optional(),
  assigned: z.boolean().optional(),
  maxLength: z.number().optional(),
  help: z.string().optional(),
  example: json.optional(),
  get fields() {
    return z.array(resourceFieldSchema).optional();
  },
});

/** `GET /api/connections/:name/resources`: what can be read and written there. */
export const resourceSchema = z.object({
  name: z.string(),
  title: z.string(),
  readable: z.boolean(),
  writable: z.boolean(),
  records: z.enum(["state", "event"]),
  key: z.string().optional(),
  label: z.string().optional(),
  match: z.union([z.array(z.string()), z.literal("any")]),
  fields: z.array(resourceFieldSchema),
});

export type Resource = z.infer<typeof resourceSchema>;

/** `POST /api/connections/:name/resources/:resource/fields`. `options` as in the step that uses the resource. */
export const discoverFieldsSchema = z.strictObject({ options: jsonMembers.default({}) });
