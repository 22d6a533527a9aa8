import type { Graph } from "@trasvase/shared/graph.ts";

/** What a person edits and what undo restores. */
export interface FlowDocument {
  readonly graph: Graph;
}

/** What was done, for "Undo: delete step Map order". Texts are the messages `canvas.edit.<code>`. */
const editCodes = [
  "add",
  "remove",
  "connect",
  "disconnect",
  "move",
  "rename",
  "title",
  "config",
  "insert",
  "tables",
  "limits",
  "paste",
  "duplicate",
  "cut",
  "flow-name",
  "restore",
] as const;

type EditCode = (typeof editCodes)[number];

export interface EditLabel {
  readonly code: EditCode;
  /** Title of the step it is about, when it is about one. */
  readonly step?: string;
  /** How many steps or connections it is about. */
  readonly count?: number;
}

/** The answer of every edit function: the graph afterwards, with a label. An edit that changes nothing answers the same graph object. */
export interface Edit {
  readonly label: EditLabel;
  readonly graph: Graph;
  /**
   * Edits that follow each other with the same value become one entry of the history, until {@link DocumentStore.seal}:
   * typing in a field is live in the preview and still one undo.
   */
  readonly merge?: string;
  /** Names of nodes that should be selected afterwards. */
  readonly select?: readonly string[];
}
