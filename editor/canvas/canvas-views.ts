import type { ComponentType, MouseEvent, ReactNode, RefObject } from "react";
import type { Box, Point } from "../document/geometry.ts";
import type { Bend } from "./edge-geometry.ts";
import type { Viewport } from "./viewport-math.ts";

/*
 * What the canvas is told and what it reports, in words of the flow. The adapter turns it into what the canvas library wants;
 * nothing else has to know that library.
 */

/** A node as the canvas draws it, made of the document alone. */
export interface NodeView {
  readonly name: string;
  readonly kind: "step" | "note";
  readonly box: Box;
  readonly accepts: boolean;
  readonly exits: readonly { readonly port: string; readonly top: number }[];
  readonly selected: boolean;
}

export interface EdgeView {
  readonly id: string;
  readonly from: string;
  readonly port: string;
  readonly to: string;
  readonly bend: Bend;
  readonly selected: boolean;
}

/** What an edge component gets: its ends are points on the borders of the boxes. */
export interface EdgeLineProps {
  readonly id: string;
  readonly from: string;
  readonly port: string;
  readonly to: string;
  readonly start: Point;
  readonly end: Point;
  readonly bend: Bend;
  readonly selected: boolean;
}

/** What the line at the pointer gets while connecting. `over`: the step under the pointer. */
export interface PendingLineProps {
  readonly start: Point;
  readonly end: Point;
  readonly over: string | undefined;
  readonly allowed: boolean | undefined;
  readonly zoom: number;
}

/** The components that draw. Constant for the life of the module, or everything is drawn anew. */
export interface Drawing {
  readonly step: ComponentType<{ readonly name: string }>;
  readonly note: ComponentType<{ readonly name: string }>;
  readonly edge: ComponentType<EdgeLineProps>;
  readonly pendingLine: ComponentType<PendingLineProps>;
}

/** The canvas: controlled, it shows the views it is given and reports what people do. */
export interface CanvasProps {
  readonly nodes: readonly NodeView[];
  readonly edges: readonly EdgeView[];
  readonly initialViewport: Viewport;
  readonly snap: boolean;
  readonly label: string;
  /** Id of the element that has the keyboard's attention inside the canvas. */
  readonly activeDescendant: string | undefined;
  readonly wrapperRef: RefObject<HTMLDivElement | null>;
  /** What became selected (true) or not (false); what is not named stays as it is. */
  readonly onSelectSteps: (changed: ReadonlyMap<string, boolean>) => void;
  readonly onSelectEdges: (changed: ReadonlyMap<string, boolean>) => void;
  readonly onDrag: (places: ReadonlyMap<string, Point>) => void;
  readonly onDragEnd: () => void;
  readonly onNodeClick: (name: string, event: MouseEvent) => void;
  readonly onEdgeClick: (id: string, event: MouseEvent) => void;
  readonly onNodeMenu: (name: string, event: MouseEvent) => void;
  readonly onEdgeHover: (id: string | undefined) => void;
  readonly onPaneClick: () => void;
  readonly onPaneDoubleClick: (screen: Point) => void;
  readonly onViewport: (viewport: Viewport) => void;
  readonly mayConnect: (from: string, port: string, to: string) => boolean;
  readonly onConnectStart: (from: string, port: string) => void;
  /** The drag ended: at a step's entry (`to`), or somewhere on the screen. */
  readonly onConnectEnd: (to: string | undefined, screen: Point) => void;
  readonly children: ReactNode;
}
