import type { Graph } from "@trasvase/shared/graph.ts";

/** Whether the record that reaches a step is the one that the source read: no step on any way to it makes another of it. */
export function readsSourceRecord(graph: Graph, node: string): boolean {
  const seen = new Set<string>();
  const open = [node];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const { from, to } of graph.edges) {
      if (to !== name || seen.has(from)) continue;
      const type = graph.nodes[from]?.type;
      if (type === "mapping" || type === "split") return false;
      seen.add(from);
      open.push(from);
    }
  }
  return true;
}
