import type { NodeType } from "@trasvase/shared/node.ts";
import { memo, useMemo } from "react";
import type { Size } from "../document/geometry.ts";
import { classNames } from "../ui/class-names.ts";
import { outlineOf } from "./node-outline.ts";

const spineColours: Readonly<Record<NodeType, string>> = {
  source: "fill-kind-source",
  mapping: "fill-kind-map",
  filter: "fill-kind-logic",
  router: "fill-kind-logic",
  split: "fill-kind-logic",
  lookup: "fill-kind-lookup",
  destination: "fill-kind-destination",
  note: "fill-transparent",
};

const lineColours: Readonly<Record<NodeType, string>> = {
  source: "stroke-kind-source",
  mapping: "stroke-kind-map",
  filter: "stroke-kind-logic",
  router: "stroke-kind-logic",
  split: "stroke-kind-logic",
  lookup: "stroke-kind-lookup",
  destination: "stroke-kind-destination",
  note: "stroke-transparent",
};

export interface OutlineShapeProps {
  readonly type: NodeType;
  readonly size: Size;
  /** `bad`: something must be repaired before this can run. */
  readonly border: "rest" | "selected" | "bad" | "target";
  readonly dimmed: boolean;
}

/** The box of a node: its ground, its border and the spine whose shape says the type. */
export const OutlineShape = memo(({ type, size, border, dimmed }: OutlineShapeProps) => {
  const { width, height } = size;
  const outline = useMemo(() => outlineOf(type, { width, height }), [type, width, height]);
  return (
    <svg
      aria-hidden="true"
      width={width}
      height={height}
      className="pointer-events-none absolute inset-0 overflow-visible"
    >
      <path
        d={outline.body}
        strokeWidth={border === "rest" ? 1 : 2}
        className={classNames(
          dimmed ? "fill-surface" : "fill-raised",
          border === "rest" && "stroke-line-strong group-hover/node:stroke-ink-2",
          border === "selected" && "stroke-accent",
          border === "bad" && "stroke-err",
          border === "target" && "stroke-accent",
        )}
      />
      <path d={outline.spine} className={classNames(spineColours[type], dimmed && "opacity-55")} />
      {outline.extra && (
        <path
          d={outline.extra}
          fill="none"
          strokeWidth={1.5}
          className={classNames(lineColours[type], dimmed && "opacity-55")}
        />
      )}
    </svg>
  );
});
