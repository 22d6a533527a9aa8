import * as z from "zod";
import { printValuePath } from "../../expression/expression-path.ts";
import { jsonTypes } from "../../ui/json-rows.ts";
import type { SourceField } from "../source/source-fields.ts";

/** Media type under which a source field travels while it is dragged. */
export const fieldMediaType = "application/x-trasvase-field";

const pickedSchema = z.object({
  root: z.string(),
  path: z.array(z.string()),
  lists: z.array(z.number()),
  kind: z.enum(["value", "object", "list"]),
  types: z.array(z.enum(jsonTypes)),
});

/** A source field on its way to a target field. */
export type PickedField = Readonly<z.infer<typeof pickedSchema>>;

/** What a field carries when it is dragged: its path as text for any text field, and itself for the rows of the table. */
export function carriedBy(field: SourceField): Readonly<Record<string, string>> {
  const { root, path, lists, kind, types } = field;
  return {
    "text/plain": printValuePath(path, root),
    [fieldMediaType]: JSON.stringify({ root, path, lists, kind, types }),
  };
}

/** The field that was dragged here; undefined when it was something else. */
export function readCarried(text: string): PickedField | undefined {
  try {
    return pickedSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
