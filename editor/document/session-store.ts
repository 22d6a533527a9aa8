import { createStore } from "zustand/vanilla";

/** What has the keyboard's attention on the canvas: a step, or one of its edges. */
type Focus =
  | { readonly kind: "node"; readonly name: string }
  | { readonly kind: "edge"; readonly id: string };

/** A place in a step's form that should be shown, for example the field of a problem. */
interface FieldPlace {
  readonly field?: string | undefined;
  readonly start?: number | undefined;
  readonly end?: number | undefined;
}

/** What belongs to this look at the flow and never to its history. */
export interface SessionState {
  /** Names of selected steps. */
  readonly selection: readonly string[];
  /** Ids of selected edges (see edgeIds). */
  readonly selectedEdges: readonly string[];
  readonly focus: Focus | undefined;
  /** The step whose panel is open. */
  readonly openNode: string | undefined;
  /** The connection whose records are docked, by id, while no step's panel is open. */
  readonly openEdge: string | undefined;
  /** The grid of all samples is docked while nothing else is. */
  readonly gridOpen: boolean;
  /** The step whose column the grid shows first. */
  readonly gridStep: string | undefined;
  /** Id of the record that is looked at, among those that one sample became on its way. */
  readonly record: string | undefined;
  /** Whether the way of that record is followed from step to step, so that the canvas dims everything else (PV-4). */
  readonly following: boolean;
  /** Whether it was opened to work in it, so that it takes the keyboard; false: to look at it while the canvas keeps the keyboard. */
  readonly entered: boolean;
  /** Where the panel should put the caret, until it has done so. */
  readonly place: FieldPlace | undefined;
  /** Index of the current sample among the flow's samples. */
  readonly sample: number;
  readonly view: "canvas" | "outline";
  readonly problemsOpen: boolean;
  /** Index of the problem that was shown last, among the document's problems. */
  readonly problem: number | undefined;
  readonly paletteOpen: boolean;
  readonly minimapOpen: boolean | undefined;
}

export interface SessionActions {
  select(names: readonly string[], edges?: readonly string[]): void;
  focusOn(focus: Focus | undefined): void;
  /** Opens a step's panel to work in it, at a field when one is given. */
  open(name: string, place?: FieldPlace): void;
  /** Shows a step's panel beside the canvas, which keeps the keyboard. */
  show(name: string): void;
  /** Opens the step that a record goes to, or came from, and follows the record from there. */
  follow(name: string, record: string): void;
  /** Docks the records that pass along a connection; `entered`: to work with them, so that they take the keyboard. */
  openRecordsOf(edge: string, entered?: boolean): void;
  /** Docks the grid of all samples instead of anything else, at a step's column. */
  openGrid(step?: string): void;
  closeGrid(): void;
  lookAt(record: string): void;
  close(): void;
  /** Called by the panel once the caret stands where it should. */
  placeReached(): void;
  chooseSample(index: number): void;
  set(
    change: Partial<Pick<SessionState, "view" | "problemsOpen" | "problem" | "paletteOpen" | "minimapOpen">>,
  ): void;
}

export type SessionStore = ReturnType<typeof createSessionStore>;

/** A session of one open flow. */
export function createSessionStore(initial: Partial<SessionState> = {}) {
  return createStore<SessionState & SessionActions>()((set) => ({
    selection: [],
    selectedEdges: [],
    focus: undefined,
    openNode: undefined,
    openEdge: undefined,
    gridOpen: false,
    gridStep: undefined,
    record: undefined,
    following: false,
    entered: false,
    place: undefined,
    sample: 0,
    view: "canvas",
    problemsOpen: false,
    problem: undefined,
    paletteOpen: true,
    minimapOpen: undefined,
    ...initial,
    select: (selection, selectedEdges = []) => set({ selection, selectedEdges }),
    focusOn: (focus) => set({ focus }),
    open: (openNode, place) =>
      set({
        openNode,
        openEdge: undefined,
        following: false,
        entered: true,
        place,
        focus: { kind: "node", name: openNode },
        selection: [openNode],
        selectedEdges: [],
      }),
    show: (openNode) =>
      set({
        openNode,
        openEdge: undefined,
        following: false,
        entered: false,
        place: undefined,
        focus: { kind: "node", name: openNode },
        selection: [openNode],
        selectedEdges: [],
      }),
    follow: (openNode, record) =>
      set({
        openNode,
        openEdge: undefined,
        record,
        following: true,
        place: undefined,
        focus: { kind: "node", name: openNode },
        selection: [openNode],
        selectedEdges: [],
      }),
    openRecordsOf: (openEdge, entered = false) =>
      set({
        openNode: undefined,
        openEdge,
        entered,
        following: false,
        place: undefined,
        focus: { kind: "edge", id: openEdge },
        selection: [],
        selectedEdges: [openEdge],
      }),
    openGrid: (gridStep) =>
      set({ gridOpen: true, gridStep, openNode: undefined, openEdge: undefined, following: false }),
    closeGrid: () => set({ gridOpen: false }),
    lookAt: (record) => set({ record }),
    close: () => set({ openNode: undefined, openEdge: undefined, following: false, place: undefined }),
    placeReached: () => set({ place: undefined }),
    chooseSample: (sample) => set({ sample }),
    set: (change) => set(change),
  }));
}
