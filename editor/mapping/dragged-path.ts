import * as z from "zod";
import { printValuePath, type ValuePath } from "../expression/expression-path.ts";

/** Media type under which a field's exact place travels while it is dragged. */
export const pathMediaType = "application/x-trasvase-path";

const draggedSchema = z.object({ root: z.string(), path: z.array(z.union([z.string(), z.number()])) });

/** A field on its way: its place below a root, which is a variable or empty for the record itself. */
export type DraggedPath = z.infer<typeof draggedSchema>;

/** What a field carries when it is dragged: its path as text for any text field, and its exact place for ours. */
export function draggedPath(path: ValuePath, root = ""): Readonly<Record<string, string>> {
  return { "text/plain": printValuePath(path, root), [pathMediaType]: JSON.stringify({ root, path }) };
}

/** The place that was dragged here; undefined when it was something else. */
export function droppedPath(data: DataTransfer | null): DraggedPath | undefined {
  const text = data?.getData(pathMediaType) ?? "";
  if (text === "") return undefined;
  try {
    return draggedSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
