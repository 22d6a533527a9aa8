import type { Graph } from "@trasvase/shared/graph.ts";
import type { Autosave } from "../document/autosave.ts";

/** What the frame of the open flow needs besides its document. */
export interface OpenFlow {
  readonly id: string;
  readonly activeVersion: number | undefined;
  /** The graph of the active version, to tell how far the draft differs. */
  readonly activeGraph: Graph | undefined;
  readonly autosave: Autosave;
}
