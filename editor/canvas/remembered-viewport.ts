import * as z from "zod";
import type { Viewport } from "./viewport-math.ts";

const viewportSchema = z.object({ x: z.number(), y: z.number(), zoom: z.number().min(0.1).max(2) });
const keyOf = (flow: string) => `trasvase.viewport.${flow}`;

/** Where this person last looked at the flow in this browser; undefined the first time. */
export function rememberedViewport(flow: string): Viewport | undefined {
  try {
    const view = viewportSchema.safeParse(JSON.parse(localStorage.getItem(keyOf(flow)) ?? "null"));
    return view.success ? view.data : undefined;
  } catch {
    return undefined;
  }
}

/** Notes where a person looks. A full storage only means that it is forgotten. */
export function rememberViewport(flow: string, viewport: Viewport): void {
  try {
    localStorage.setItem(keyOf(flow), JSON.stringify(viewport));
  } catch {
    // Nothing depends on it.
  }
}
