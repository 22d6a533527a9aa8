import type * as z from "zod";

/** Which form control edits a config field. A new kind is one name here plus one folder under editor/form/widgets. */
export const widgets = [
  "text",
  "multiline",
  "number",
  "toggle",
  "choice",
  "connection",
  "resource",
  "resource-field",
  "expression",
  "condition",
  "mapping",
  "field-list",
  "branches",
  "lookup-match",
  "key-value",
  "options",
  "secret",
  "hidden",
] as const;

export type Widget = (typeof widgets)[number];

/** What a person sees of one config field; carried by the zod schema itself, so the form is derived and never retyped. */
export interface FieldHints {
  readonly title: string;
  readonly help?: string;
  readonly widget?: Widget;
  readonly example?: string;
  readonly unit?: string;
  /** Titles of the values of a choice, by value. */
  readonly choices?: Readonly<Record<string, string>>;
  /** Shown only while another setting has one of these values; of a secret, a setting of its connection. */
  readonly when?: { readonly field: string; readonly is: readonly string[] };
  /** Shown under "More settings". */
  readonly advanced?: boolean;
  /** The personal or secret nature of what is entered. */
  readonly secret?: boolean;
}

/** Attaches form hints to a zod schema. The hints survive `z.toJSONSchema`. */
export function field<Schema extends z.ZodType>(schema: Schema, hints: FieldHints): Schema {
  return schema.meta({ ...hints });
}
