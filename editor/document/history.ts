import type { EditLabel, FlowDocument } from "./edit.ts";

/** Most entries that undo can go back. */
export const historyLimit = 500;

/** One step back: how the document was before, and what was then done to it. */
interface HistoryEntry {
  readonly label: EditLabel;
  readonly document: FlowDocument;
  readonly merge: string | undefined;
}

/** The undo stack of one open flow. Documents share all unchanged parts, so an entry costs a few pointers. */
export interface History {
  readonly past: readonly HistoryEntry[];
  readonly future: readonly HistoryEntry[];
}

export const emptyHistory: History = { past: [], future: [] };

/** Notes that `before` was edited. Entries with the same `merge` value in a row stay one; what was undone can no longer be redone. */
export function record(
  history: History,
  before: FlowDocument,
  edit: { readonly label: EditLabel; readonly merge?: string | undefined },
): History {
  const last = history.past.at(-1);
  if (edit.merge !== undefined && last?.merge === edit.merge && history.future.length === 0) return history;
  const entry: HistoryEntry = { label: edit.label, document: before, merge: edit.merge };
  return { past: [...history.past, entry].slice(-historyLimit), future: [] };
}

/** Ends the merging of the last entry: what comes next is an entry of its own. */
export function seal(history: History): History {
  const last = history.past.at(-1);
  if (last?.merge === undefined) return history;
  return { ...history, past: [...history.past.slice(0, -1), { ...last, merge: undefined }] };
}

/** What undoing gives, or undefined when there is nothing to undo. */
export function undo(
  history: History,
  now: FlowDocument,
): { history: History; document: FlowDocument; label: EditLabel } | undefined {
  const last = history.past.at(-1);
  if (!last) return undefined;
  const entry: HistoryEntry = { label: last.label, document: now, merge: undefined };
  return {
    history: { past: history.past.slice(0, -1), future: [...history.future, entry] },
    document: last.document,
    label: last.label,
  };
}

/** What redoing gives, or undefined when there is nothing to redo. */
export function redo(
  history: History,
  now: FlowDocument,
): { history: History; document: FlowDocument; label: EditLabel } | undefined {
  const next = history.future.at(-1);
  if (!next) return undefined;
  const entry: HistoryEntry = { label: next.label, document: now, merge: undefined };
  return {
    history: { past: [...history.past, entry], future: history.future.slice(0, -1) },
    document: next.document,
    label: next.label,
  };
}
