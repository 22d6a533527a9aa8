import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { ConnectVerdict } from "../document/can-connect.ts";
import type { Point } from "../document/geometry.ts";

/** Where a step that is being chosen will go. */
export type AddTarget =
  | { readonly kind: "free"; readonly at: Point | undefined }
  | { readonly kind: "after"; readonly from: string; readonly port: string; readonly at?: Point }
  | { readonly kind: "edge"; readonly id: string };

/** What is going on at the canvas right now. Gone when the flow is closed, and never undone. */
export interface CanvasState {
  /** A connection being drawn, or one end chosen by a click. */
  readonly connecting:
    | { readonly from: string; readonly port: string; readonly verdictOf: (to: string) => ConnectVerdict }
    | undefined;
  readonly quickAdd: { readonly target: AddTarget; readonly screen: Point } | undefined;
  /** The step whose targets are being picked by keyboard. */
  readonly picking: string | undefined;
  /** The step whose title is being typed. */
  readonly renaming: string | undefined;
  readonly hoveredEdge: string | undefined;
  /** The edge that the dragged step would be spliced into. */
  readonly spliceEdge: string | undefined;
  /** Places of steps that are being dragged or moved by keyboard; not in the document before they are let go. */
  readonly moving: ReadonlyMap<string, Point>;
  /** True while arrow keys move the steps in `moving`. */
  readonly moveMode: boolean;
  readonly overviewShown: boolean;
  readonly menu: { readonly name: string; readonly screen: Point } | undefined;
}

export type CanvasStore = ReturnType<typeof createCanvasStore>;

export const nothingMoving: ReadonlyMap<string, Point> = new Map();

export function createCanvasStore() {
  return createStore<CanvasState>()(() => ({
    connecting: undefined,
    quickAdd: undefined,
    picking: undefined,
    renaming: undefined,
    hoveredEdge: undefined,
    spliceEdge: undefined,
    moving: nothingMoving,
    moveMode: false,
    overviewShown: false,
    menu: undefined,
  }));
}

export const CanvasStoreContext = createContext<CanvasStore | undefined>(undefined);

/** The store itself, for event handlers. */
export function useCanvasStore(): CanvasStore {
  const store = useContext(CanvasStoreContext);
  if (!store) throw new Error("This component stands outside the canvas.");
  return store;
}

/** A slice of what is going on at the canvas. */
export function useCanvas<Slice>(select: (state: CanvasState) => Slice): Slice {
  return useStore(useCanvasStore(), select);
}
