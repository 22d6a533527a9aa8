import { createContext, useContext } from "react";
import type { NewStep } from "../document/edits/add.ts";
import type { Point } from "../document/geometry.ts";
import type { AddTarget } from "./canvas-store.ts";
import type { Direction } from "./walk-steps.ts";

/** Everything that can be done at the canvas. Menus, keys, palette and pointer all call these, so they cannot differ. */
export interface CanvasCommands {
  // Adding
  /** Opens the list of steps that can be put there. `screen`: where the list stands; left out: beside the place. */
  openQuickAdd(target: AddTarget, screen?: Point): void;
  /** Adds after the focused step, into the focused edge, or anywhere. */
  addHere(): void;
  add(steps: readonly NewStep[], target: AddTarget): void;
  /** Adds after the selected step, or where there is room. */
  addAfterSelection(step: NewStep): void;
  /** Drops a step at a point of the screen: into an edge that is near, else at the place. */
  dropAt(step: NewStep, screen: Point): void;
  // Connecting
  /** An exit was clicked: the next click on a step connects, or a new step is chosen. */
  startFromExit(name: string, port: string): void;
  beginConnecting(from: string, port: string): void;
  endConnecting(to: string | undefined, screen: Point): void;
  connect(from: string, port: string, to: string): boolean;
  pickTarget(): void;
  cancel(): void;
  // Changing
  remove(options?: { readonly cut?: boolean }): void;
  duplicate(): void;
  rename(): void;
  undo(): void;
  redo(): void;
  /** Puts the chosen steps on the clipboard: into the event's data when there is one. */
  copy(into?: DataTransfer): void;
  cut(into?: DataTransfer): void;
  /** Pastes the text, or what the clipboard holds. */
  paste(text?: string): void;
  // Moving
  dragTo(places: ReadonlyMap<string, Point>): void;
  dropDragged(): void;
  beginMove(): void;
  moveBy(dx: number, dy: number): void;
  endMove(keep: boolean): void;
  // Looking
  walk(direction: Direction): void;
  extend(direction: "left" | "right"): void;
  walkEdges(step: 1 | -1): void;
  /** Opens the focused step's panel to work in it. */
  open(name?: string): void;
  /** Shows a step's panel; the canvas keeps the keyboard. */
  show(name: string): void;
  selectAll(): void;
  showProblem(step: 1 | -1): void;
  fit(): void;
  fitSelection(): void;
  zoomTo(zoom: number): void;
  zoomBy(factor: number): void;
  toggleMinimap(): void;
}

export const CanvasCommandsContext = createContext<CanvasCommands | undefined>(undefined);

/** The commands of the open canvas. */
export function useCanvasCommands(): CanvasCommands {
  const commands = useContext(CanvasCommandsContext);
  if (!commands) throw new Error("This component stands outside the canvas.");
  return commands;
}
