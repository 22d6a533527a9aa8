import * as z from "zod";
import { printValuePath, type ValuePath } from "./expression-path.ts";

/** Media type under which a field's exact place travels while it is dragged. */
export const pathMediaType = "application/x-trasvase-path";

const pathSchema = z.array(z.union([z.string(), z.number()]));

/** What a field carries when it is dragged: its path as text for any text field, and its exact place for ours. */
export function draggedPath(path: ValuePath): Readonly<Record<string, string>> {
  return { "text/plain": printValuePath(path), [pathMediaType]: JSON.stringify(path) };
}

/** The place that was dragged here; undefined when it was something else. */
export function droppedPath(data: DataTransfer | null): ValuePath | undefined {
  const text = data?.getData(pathMediaType) ?? "";
  if (text === "") return undefined;
  try {
    return pathSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
