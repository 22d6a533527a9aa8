import type { Graph } from "@trasvase/shared/graph.ts";
import type { DocumentStore } from "./document-store.ts";
import type { DraftKeeper } from "./kept-draft.ts";

/** Milliseconds of quiet after an edit before it is sent. */
const quietMs = 700;
/** A draft that is edited without a pause is sent at least this often. */
const longestMs = 5_000;
const firstRetryMs = 2_000;
const longestRetryMs = 30_000;

/** What saving a draft came to. */
export type SaveAnswer =
  | { readonly kind: "saved"; readonly revision: number; readonly at: string }
  /** The draft was changed elsewhere since `revision`. */
  | { readonly kind: "conflict" }
  | { readonly kind: "unreachable" }
  | { readonly kind: "refused"; readonly message: string };

/** What autosave needs of the world. */
export interface AutosaveParts {
  readonly store: DocumentStore;
  readonly keeper: DraftKeeper;
  /** Sends the draft; never throws. */
  readonly save: (draft: { readonly graph: Graph; readonly revision: number }) => Promise<SaveAnswer>;
  readonly now?: () => number;
}

export interface Autosave {
  /** Sends what is not sent yet, now. Resolves once nothing is left to send or sending has to wait. */
  flush(): Promise<void>;
  /** After a conflict: writes this draft over the other one, whose revision is given. */
  overwrite(revision: number): Promise<void>;
  /** After a conflict: the other draft was taken over, so there is nothing left to send. */
  settle(revision: number, at: string): void;
  stop(): void;
}

/**
 * Saves the draft by itself. Every edit is in this browser's storage at once and leaves it when the server has it;
 * a draft that somebody else changed is never overwritten without being asked.
 */
export function startAutosave(parts: AutosaveParts): Autosave {
  const saver = new Saver(parts);
  const unsubscribe = parts.store.subscribe((state, before) => {
    if (state.graph !== before.graph) saver.edited();
  });
  return {
    flush: () => saver.flush(),
    overwrite: (revision) => saver.overwrite(revision),
    settle: (revision, at) => saver.settle(revision, at),
    stop: () => {
      unsubscribe();
      saver.stop();
    },
  };
}

class Saver {
  readonly #parts: AutosaveParts;
  readonly #now: () => number;
  #saved: Graph;
  #savedAt: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #firstEditAt: number | undefined;
  #sending: Promise<void> | undefined;
  #retryMs = firstRetryMs;

  constructor(parts: AutosaveParts) {
    this.#parts = parts;
    this.#now = parts.now ?? Date.now;
    const { graph, saveState } = parts.store.getState();
    this.#saved = graph;
    this.#savedAt = saveState.kind === "saved" ? saveState.at : new Date(this.#now()).toISOString();
  }

  edited(): void {
    const { graph, revision, flow, saveState, setSaveState } = this.#parts.store.getState();
    if (graph === this.#saved && !this.#sending) {
      // Undone before it was sent: the server has exactly this already.
      clearTimeout(this.#timer);
      this.#firstEditAt = undefined;
      this.#parts.keeper.forget(flow);
      if (saveState.kind === "saving") setSaveState({ kind: "saved", at: this.#savedAt });
      return;
    }
    this.#parts.keeper.keep({ flow, graph, revision, at: new Date(this.#now()).toISOString() });
    if (saveState.kind === "conflict") return;
    if (saveState.kind === "saved" || saveState.kind === "refused") setSaveState({ kind: "saving" });
    this.#firstEditAt ??= this.#now();
    const waited = this.#now() - this.#firstEditAt;
    this.#schedule(Math.max(0, Math.min(quietMs, longestMs - waited)));
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), ms);
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#sending) return this.#sending;
    const { graph, saveState } = this.#parts.store.getState();
    if (saveState.kind === "conflict") return;
    if (graph === this.#saved) return;
    this.#sending = this.#send().finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  async #send(): Promise<void> {
    const { store, keeper, save } = this.#parts;
    const { graph, revision, flow, setSaveState, setSaved } = store.getState();
    this.#firstEditAt = undefined;
    if (store.getState().saveState.kind !== "offline") setSaveState({ kind: "saving" });
    const answer = await save({ graph, revision });
    switch (answer.kind) {
      case "saved": {
        this.#retryMs = firstRetryMs;
        this.#saved = graph;
        this.#savedAt = answer.at;
        setSaved(answer.revision, answer.at);
        if (store.getState().graph === graph) keeper.forget(flow);
        else this.edited();
        return;
      }
      case "conflict":
        setSaveState({ kind: "conflict" });
        return;
      case "refused":
        setSaveState({ kind: "refused", message: answer.message });
        return;
      case "unreachable":
        setSaveState({ kind: "offline" });
        this.#schedule(this.#retryMs);
        this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
    }
  }

  async overwrite(revision: number): Promise<void> {
    const { store } = this.#parts;
    store.setState({ revision, saveState: { kind: "saving" } });
    await this.flush();
  }

  settle(revision: number, at: string): void {
    const { store, keeper } = this.#parts;
    const { graph, flow, setSaved } = store.getState();
    clearTimeout(this.#timer);
    this.#saved = graph;
    this.#savedAt = at;
    setSaved(revision, at);
    keeper.forget(flow);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
