import type { ReactNode } from "react";
import type { FieldTexts } from "../ui/field-frame.tsx";
import type { WidgetProps } from "./widget-props.ts";

/** Label, help and error of a control, as the kit's fields take them. */
export function fieldTexts({ field, error }: Pick<WidgetProps, "field" | "error">): FieldTexts {
  const label = field.unit === undefined ? field.title : `${field.title} (${field.unit})`;
  const description: ReactNode = field.help;
  return {
    label,
    ...(description === undefined ? {} : { description }),
    ...(error === undefined ? {} : { error }),
  };
}

/** A value of a text control; anything but a text is shown as nothing. */
export function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** What an emptied text means: a text where the schema has one by default, otherwise nothing at all. */
export function emptied(text: string, { field, isRequired }: WidgetProps): string | undefined {
  return text === "" && field.default === undefined && !isRequired && !field.required ? undefined : text;
}
