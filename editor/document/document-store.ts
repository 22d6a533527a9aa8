import type { Graph } from "@trasvase/shared/graph.ts";
import { type Catalogue, makePlan, type Plan } from "@trasvase/shared/plan.ts";
import type { Problem } from "@trasvase/shared/problem.ts";
import { createStore } from "zustand/vanilla";
import type { Edit, EditLabel, FlowDocument } from "./edit.ts";
import { emptyHistory, type History, record, redo, seal, undo } from "./history.ts";

/** Milliseconds between the last edit and its planning. Longer when planning this graph takes long. */
const planDelayMs = 40;

/** How the draft stands in regard to the server. `at` is ISO 8601. */
type SaveState =
  | { readonly kind: "saved"; readonly at: string }
  | { readonly kind: "saving" }
  /** The server cannot be reached; the draft lies in this browser. */
  | { readonly kind: "offline" }
  /** The server refused it. */
  | { readonly kind: "refused"; readonly message: string }
  /** Somebody else saved in the meantime. Nothing is written until a person chose. */
  | { readonly kind: "conflict" };

export interface DocumentState extends FlowDocument {
  readonly flow: string;
  /** Revision of the draft on the server that the next save starts from. */
  readonly revision: number;
  readonly saveState: SaveState;
  readonly history: History;
  /** What planning says about `planned`, which lags behind `graph` by at most some tens of milliseconds while typing. */
  readonly problems: readonly Problem[];
  readonly plan: Plan | undefined;
  readonly planned: Graph;
  readonly catalogue: Catalogue;
  /** Told to the live region after each edit, undo and redo. */
  readonly lastDone: { readonly did: "edit" | "undo" | "redo"; readonly label: EditLabel } | undefined;
}

export interface DocumentActions {
  /** Carries out an edit and notes it in the history. An edit that changed nothing leaves no trace; answers whether it changed something. */
  apply(edit: Edit): boolean;
  undo(): EditLabel | undefined;
  redo(): EditLabel | undefined;
  /** Ends the merging of edits (a field lost the focus). */
  seal(): void;
  /** Connections became known or changed, or problems of resources did. */
  setCatalogue(catalogue: Catalogue): void;
  setSaved(revision: number, at: string): void;
  setSaveState(state: SaveState): void;
  /** Plans at once, for whoever cannot wait (activation, tests). */
  planNow(): void;
}

export interface OpenedFlow extends FlowDocument {
  readonly flow: string;
  readonly revision: number;
  readonly savedAt: string;
}

export type DocumentStore = ReturnType<typeof createDocumentStore>;

/** The document of one open flow: what is edited, its undo stack, its problems and how it is saved. */
export function createDocumentStore(opened: OpenedFlow, catalogue: Catalogue) {
  const store = createStore<DocumentState & DocumentActions>()((set, get) => ({
    flow: opened.flow,
    graph: opened.graph,
    revision: opened.revision,
    saveState: { kind: "saved", at: opened.savedAt },
    history: emptyHistory,
    ...planOf(opened.graph, catalogue),
    catalogue,
    lastDone: undefined,
    apply: (edit) => {
      const { graph, history } = get();
      if (edit.graph === graph) return false;
      set({
        graph: edit.graph,
        history: record(history, { graph }, edit),
        lastDone: { did: "edit", label: edit.label },
      });
      return true;
    },
    undo: () => step(undo, "undo"),
    redo: () => step(redo, "redo"),
    seal: () => set({ history: seal(get().history) }),
    setCatalogue: (changed) => set({ catalogue: changed, ...planOf(get().graph, changed) }),
    setSaved: (revision, at) => set({ revision, saveState: { kind: "saved", at } }),
    setSaveState: (saveState) => set({ saveState }),
    planNow: () => set(planOf(get().graph, get().catalogue)),
  }));

  function step(move: typeof undo, did: "undo" | "redo"): EditLabel | undefined {
    const { graph, history } = store.getState();
    const moved = move(history, { graph });
    if (!moved) return undefined;
    store.setState({ ...moved.document, history: moved.history, lastDone: { did, label: moved.label } });
    return moved.label;
  }

  planAfterEdits(store);
  return store;
}

function planOf(graph: Graph, catalogue: Catalogue): Pick<DocumentState, "problems" | "plan" | "planned"> {
  return { ...makePlan(graph, catalogue), planned: graph };
}

interface Plannable {
  getState(): DocumentState & DocumentActions;
  subscribe(listener: (state: DocumentState) => void): () => void;
}

function planAfterEdits(store: Plannable): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let tookMs = 0;
  const plan = () => {
    timer = undefined;
    const started = performance.now();
    store.getState().planNow();
    tookMs = performance.now() - started;
  };
  store.subscribe(({ graph, planned }) => {
    if (graph === planned || meansTheSame(graph, planned) || timer !== undefined) return;
    timer = setTimeout(plan, Math.max(planDelayMs, tookMs * 3));
  });
}

/** Whether two graphs differ in nothing but layout, which planning does not look at. */
function meansTheSame(a: Graph, b: Graph): boolean {
  return (
    a.nodes === b.nodes &&
    a.edges === b.edges &&
    a.tables === b.tables &&
    a.limits === b.limits &&
    a.name === b.name
  );
}
