/** Id of the element that stands for a step, for aria-activedescendant. Names are letters, digits and _. */
export function stepElementId(name: string): string {
  return `step-${name}`;
}

/** Id of the element that stands for an edge. */
export function edgeElementId(id: string): string {
  return `edge-${id.replace(/[^A-Za-z0-9_-]/g, "-")}`;
}
