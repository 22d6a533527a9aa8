import type { NodeType } from "@trasvase/shared/node.ts";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

/**
 * Shape says type: the outline of each glyph is the shape a node of that type has on the canvas, so that type is
 * recognisable without colour. Drawn in a square of 24 by 24.
 */
const shapes: Readonly<Record<NodeType, ReactNode>> = {
  // Flat block with a tab going out.
  source: <path d="M4 5h11v4h5v6h-5v4H4z" />,
  // Two rules.
  mapping: (
    <>
      <path d="M9 5h11v14H9z" />
      <path d="M3.5 5v14M6.25 5v14" />
    </>
  ),
  // A notch cut into the left side.
  filter: <path d="M4 5h16v14H4l5-7z" />,
  // Steps, one for each branch.
  router: <path d="M4 5h16v4.7h-4v4.6h-4V19H4z" />,
  // One becomes several.
  split: (
    <>
      <path d="M3.5 8.5H9v7H3.5z" />
      <path d="M14 4h6.5v4H14zM14 10h6.5v4H14zM14 16h6.5v4H14zM9 12h5" />
    </>
  ),
  // A folded corner.
  lookup: (
    <>
      <path d="M4 5h11l5 5v9H4z" />
      <path d="M15 5v5h5" />
    </>
  ),
  // A rounded cap on the left.
  destination: <path d="M11 5h9v14h-9a7 7 0 0 1 0-14z" />,
  note: (
    <>
      <path d="M5 4h14v11l-4 5H5z" />
      <path d="M8 9h8M8 13h5" />
    </>
  ),
};

const colours: Readonly<Record<NodeType, string>> = {
  source: "text-kind-source",
  mapping: "text-kind-map",
  filter: "text-kind-logic",
  router: "text-kind-logic",
  split: "text-kind-logic",
  lookup: "text-kind-lookup",
  destination: "text-kind-destination",
  note: "text-ink-3",
};

export interface KindGlyphProps {
  type: NodeType;
  size?: number;
  /** Takes the colour of the text around it instead of the kind's hue. */
  plain?: boolean;
  className?: string;
}

/** The glyph of a type of step. Decorative: the word stands beside it. */
export function KindGlyph({ type, size = 20, plain = false, className }: KindGlyphProps) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinejoin="round"
      className={classNames("shrink-0", !plain && colours[type], className)}
    >
      {shapes[type]}
    </svg>
  );
}
