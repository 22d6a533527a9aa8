import type { Box } from "../document/geometry.ts";

/** Which part of the canvas is seen: its origin in screen pixels, and the zoom. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

interface Area {
  readonly width: number;
  readonly height: number;
}

export const zoomLimits = { min: 0.1, max: 2 };
/** Below this zoom a node is drawn reduced (CAN-P5). */
export const farZoom = 0.45;
const smallestLegible = 0.5;
const readingZoom = 0.8;
/** Room kept around what is shown, in screen pixels. */
const around = 48;
const margin = 32;

/** The view a flow opens with: all of it where that stays legible, else its beginning at a zoom one can read. */
export function firstViewport(box: Box | undefined, area: Area): Viewport {
  const whole = viewportFor(box, area);
  if (!box || whole.zoom >= smallestLegible) return whole;
  return { x: 64 - box.x * readingZoom, y: 64 - box.y * readingZoom, zoom: readingZoom };
}

/** The view that shows a whole box in the middle, never enlarged; the start of the canvas when there is nothing to show. */
export function viewportFor(box: Box | undefined, { width, height }: Area): Viewport {
  if (!box || width <= 0 || height <= 0) return { x: 64, y: 64, zoom: 1 };
  const wanted = Math.min((width - 2 * around) / box.width, (height - 2 * around) / box.height, 1);
  const zoom = Math.max(wanted, zoomLimits.min);
  return {
    x: Math.round(width / 2 - (box.x + box.width / 2) * zoom),
    y: Math.round(height / 2 - (box.y + box.height / 2) * zoom),
    zoom,
  };
}

/** The view that shows a box, moved from the present one no further than needed. */
export function revealed(box: Box, now: Viewport, area: Area): Viewport {
  const { x, y, zoom } = now;
  return {
    x: x + intoSight(box.x * zoom + x, box.width * zoom, area.width),
    y: y + intoSight(box.y * zoom + y, box.height * zoom, area.height),
    zoom,
  };
}

function intoSight(start: number, length: number, available: number): number {
  if (start < margin) return margin - start;
  const over = start + length - (available - margin);
  return over > 0 ? -Math.min(over, start - margin) : 0;
}
