/** Marks the source tree in the page, so that other parts can tell that the focus went there. */
export const sourcePaneName = "mapping-source";
