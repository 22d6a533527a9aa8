import type { Graph } from "@trasvase/shared/graph.ts";
import { type Definitions, edgePort, titleOf } from "../definitions.ts";
import type { Edit } from "../edit.ts";
import { withEdge } from "./connect.ts";

/**
 * Deletes steps with their connections. A step with exactly one way in and one way out joins its neighbours (CAN-9), unless `cut`.
 * Expressions that name a deleted step stay as they are; planning says what they miss.
 */
export function removeNodes(
  graph: Graph,
  names: readonly string[],
  definitions: Definitions,
  { cut = false }: { readonly cut?: boolean } = {},
): Edit {
  const known = names.filter((name) => graph.nodes[name]);
  const first = known[0];
  return {
    label: {
      code: "remove",
      count: known.length,
      ...(known.length === 1 && first !== undefined ? { step: titleOf(graph, first, definitions) } : {}),
    },
    graph: known.reduce((now, name) => removeNode(now, name, definitions, cut), graph),
  };
}

function removeNode(graph: Graph, name: string, definitions: Definitions, cut: boolean): Graph {
  const into = graph.edges.filter((edge) => edge.to === name);
  const out = graph.edges.filter((edge) => edge.from === name);
  const { [name]: _node, ...nodes } = graph.nodes;
  const { [name]: _place, ...layout } = graph.layout;
  const edges = graph.edges.filter((edge) => edge.from !== name && edge.to !== name);
  const without: Graph = { ...graph, nodes, layout, edges };
  const [before, behind] = [into[0], out[0]];
  if (cut || into.length !== 1 || out.length !== 1 || !before || !behind) return without;
  const port = edgePort(graph, before, definitions);
  if (port === undefined) return without;
  return withEdge(without, { from: before.from, port, to: behind.to }, definitions);
}
