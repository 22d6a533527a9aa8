import type { Graph, GraphEdge, GraphNode } from "@trasvase/shared/graph.ts";
import { definitions } from "../document/catalogue.ts";
import { definitionOf, edgePort, portsOf } from "../document/definitions.ts";
import { exitTop, sizeOf } from "../document/geometry.ts";

/** One exit as it is drawn. `lost`: the step has no such exit any more, but connections still name it (CAN-13). */
export interface DrawnExit {
  readonly port: string;
  readonly title: string;
  readonly top: number;
  readonly state: "used" | "open" | "optional" | "lost";
}

const none: readonly string[] = [];
const lostByNodes = new WeakMap<
  Graph["nodes"],
  { readonly edges: readonly GraphEdge[]; readonly lost: ReadonlyMap<string, readonly string[]> }
>();

/** The ports that a step's connections name and the step does not have. */
export function lostPorts(graph: Graph, name: string): readonly string[] {
  const known = lostByNodes.get(graph.nodes);
  if (known?.edges === graph.edges) return known.lost.get(name) ?? none;
  const lost = findLost(graph);
  lostByNodes.set(graph.nodes, { edges: graph.edges, lost });
  return lost.get(name) ?? none;
}

function findLost(graph: Graph): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const edge of graph.edges) {
    const node = graph.nodes[edge.from];
    const port = node && edgePort(graph, edge, definitions);
    if (!node || port === undefined || portsOf(node, definitions).some((one) => one.name === port)) continue;
    const ports = found.get(edge.from);
    if (!ports) found.set(edge.from, [port]);
    else if (!ports.includes(port)) ports.push(port);
  }
  return found;
}

/** Every exit of a step with its place and whether it leads somewhere. */
export function drawnExits(
  node: GraphNode,
  used: ReadonlySet<string>,
  lost: readonly string[],
): readonly DrawnExit[] {
  const { height } = sizeOf(node, definitions);
  return [
    ...portsOf(node, definitions).map(
      (port, index): DrawnExit => ({
        port: port.name,
        title: port.title,
        top: exitTop(node, index),
        state: used.has(port.name) ? "used" : port.optional ? "optional" : "open",
      }),
    ),
    ...lost.map((port): DrawnExit => ({ port, title: port, top: height - 6, state: "lost" })),
  ];
}

/** Whether connections can be drawn into a step: it takes them, or it has some that it should not have. */
export function drawsEntry(graph: Graph, name: string): boolean {
  const node = graph.nodes[name];
  if (!node || node.type === "note") return false;
  return (
    (definitionOf(node.type, definitions)?.accepts ?? false) || graph.edges.some((edge) => edge.to === name)
  );
}
