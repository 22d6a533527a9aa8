import { nodeTypes } from "@trasvase/shared/node.ts";
import * as z from "zod";
import type { NewStep } from "../document/edits/add.ts";

/** The kind of data a dragged palette entry carries. */
export const stepDragType = "application/x-trasvase-step";

const dragged = z.object({
  type: z.enum(nodeTypes),
  title: z.string().optional(),
  called: z.string().optional(),
  config: z.record(z.string(), z.json()).optional(),
});

/** The step inside a drag; undefined when it carries something else. */
export function readDraggedStep(data: DataTransfer): NewStep | undefined {
  try {
    const step = dragged.safeParse(JSON.parse(data.getData(stepDragType)));
    if (!step.success) return undefined;
    const { type, title, called, config } = step.data;
    return {
      type,
      ...(title === undefined ? {} : { title }),
      ...(called === undefined ? {} : { called }),
      ...(config === undefined ? {} : { config }),
    };
  } catch {
    return undefined;
  }
}

/** Puts a step into a drag. */
export function writeDraggedStep(data: DataTransfer, step: NewStep): void {
  data.setData(stepDragType, JSON.stringify(step));
  data.effectAllowed = "copy";
}
