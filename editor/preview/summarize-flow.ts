import { nodeCatalog } from "@trasvase/nodes/catalog.ts";
import type { Graph } from "@trasvase/shared/graph.ts";
import type { EdgePreview, NodePreview } from "../document/preview-reading.ts";
import { keepEqual } from "./keep-equal.ts";
import { type PassesByNode, summarizeEdges, summarizeNode } from "./summarize.ts";

/** What the canvas shows of a preview: every step and connection in one line. */
interface FlowSummary {
  readonly nodes: Readonly<Record<string, NodePreview>>;
  readonly edges: Readonly<Record<string, EdgePreview>>;
}

/** The summary of a flow. Of what says the same as before it gives the same objects, and steps that did nothing new are not looked at. */
export function summarizeFlow(
  before: FlowSummary & { readonly graph: Graph | undefined; readonly passes: PassesByNode },
  graph: Graph,
  passes: PassesByNode,
): FlowSummary {
  const isWired = before.graph?.edges === graph.edges;
  const nodes: Record<string, NodePreview> = {};
  for (const [name, node] of Object.entries(graph.nodes)) {
    const known = before.nodes[name];
    const isKnown =
      isWired && known && before.passes[name] === passes[name] && before.graph?.nodes[name] === node;
    const summary = isKnown ? known : summarizeNode(graph, name, passes[name], nodeCatalog);
    if (summary) nodes[name] = isKnown ? summary : keepEqual(known, summary);
  }
  const edges = Object.fromEntries(
    Object.entries(summarizeEdges(graph, passes, nodeCatalog)).map(([id, edge]) => [
      id,
      keepEqual(before.edges[id], edge),
    ]),
  );
  return { nodes, edges };
}
