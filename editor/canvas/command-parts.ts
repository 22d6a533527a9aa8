import type { Graph } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";
import type { useTranslations } from "use-intl";
import type { Edit, EditLabel } from "../document/edit.ts";
import type { FlowEditing } from "../document/flow-editing.tsx";
import type { CanvasStore } from "./canvas-store.ts";
import type { ViewportActions } from "./react-flow-adapter.tsx";

/** What the commands work on. */
export interface CommandParts extends FlowEditing {
  readonly canvas: CanvasStore;
  readonly viewport: ViewportActions;
  readonly t: ReturnType<typeof useTranslations<"canvas">>;
  /** Hands pasted records to whoever keeps samples. Undefined: nobody does. */
  readonly useAsSamples: ((records: readonly Json[]) => void) | undefined;
}

export function graphOf({ document }: CommandParts): Graph {
  return document.getState().graph;
}

/** Carries out an edit, selects what it made and says what was done. */
export function carryOut(parts: CommandParts, edit: Edit): boolean {
  const { document, session } = parts;
  if (!document.getState().apply(edit)) return false;
  if (edit.select) {
    session.getState().select(edit.select);
    const last = edit.select.at(-1);
    if (last !== undefined) session.getState().focusOn({ kind: "node", name: last });
  }
  dropStaleNames(parts);
  return true;
}

/** Forgets selected, focused and opened steps that no longer exist. */
export function dropStaleNames({ document, session }: CommandParts): void {
  const { nodes } = document.getState().graph;
  const { selection, focus, openNode, select, focusOn, close } = session.getState();
  const left = selection.filter((name) => nodes[name]);
  if (left.length !== selection.length) select(left);
  if (focus?.kind === "node" && !nodes[focus.name]) focusOn(undefined);
  if (openNode !== undefined && !nodes[openNode]) close();
}

/** What an edit did, in words: "delete step Map order". */
export function sayEdit({ t }: Pick<CommandParts, "t">, label: EditLabel): string {
  return t(`edit.${label.code}`, { step: label.step ?? "", count: label.count ?? 1 });
}
