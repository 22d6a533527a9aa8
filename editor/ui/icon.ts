import type { ComponentType } from "react";

/** An icon of lucide or a glyph of our own: a decorative, square SVG in the colour of the text around it. */
export type Icon = ComponentType<{
  size?: number;
  className?: string;
  "aria-hidden"?: boolean;
  "aria-label"?: string;
}>;
