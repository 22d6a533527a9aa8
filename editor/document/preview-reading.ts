/*
 * What the canvas reads of the preview, through `usePreviewOfNode(name)` and `usePreviewOfEdge(from, port, to)` of
 * editor/preview/preview-context.tsx; a component renders again only when its own answer changes.
 */

/** What the current sample did at one step. */
export interface NodePreview {
  /**
   * `passed`: went through. `filtered`: ended here on purpose. `rejected`: refused, with a message. `not-reached`: never came here.
   * `decided`: a destination said what it would do. `waiting`: a system has not answered yet.
   */
  readonly state: "passed" | "filtered" | "rejected" | "not-reached" | "decided" | "waiting";
  /** Of a destination. */
  readonly decision?: "create" | "update" | "unchanged" | "skip" | "reject";
  /** Records that came in. */
  readonly records: number;
  /** One line: the reason, the error, or what stands out in the record. */
  readonly message?: string;
  /** Something upstream changed and the answer is not computed again yet (PV-8). */
  readonly stale: boolean;
  /** Depends on fields that the target system has not assigned yet. */
  readonly provisional: boolean;
}

/** What passed along one edge. */
export interface EdgePreview {
  readonly records: number;
  /** Name of the list when a split made the records, for "5 lines"; left out: records. */
  readonly unit?: string;
  readonly stale: boolean;
}
