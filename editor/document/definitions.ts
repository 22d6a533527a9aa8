import type { Graph, GraphEdge, GraphNode } from "@trasvase/shared/graph.ts";
import type { NodeDefinition, NodeType, Port } from "@trasvase/shared/node.ts";

/** Every node definition, as the catalogue exports them. */
export type Definitions = Readonly<Record<NodeType, NodeDefinition>>;

/** The definition of a node's type; undefined when the document names a type this version does not know. */
export function definitionOf(type: string, definitions: Definitions): NodeDefinition | undefined {
  return Object.hasOwn(definitions, type) ? definitions[type as NodeType] : undefined;
}

/** What people call a step: its own title, or its type's. */
export function titleOf(graph: Graph, name: string, definitions: Definitions): string {
  const node = graph.nodes[name];
  if (!node) return name;
  const title = node.title?.trim();
  return title ? title : (definitionOf(node.type, definitions)?.title ?? node.type);
}

const remembered = new WeakMap<GraphNode, readonly Port[]>();

/**
 * The exits of a node in order. A config that does not parse yet still has exits: those of a fresh node of its type,
 * so that a half-filled step stays connected.
 */
export function portsOf(node: GraphNode, definitions: Definitions): readonly Port[] {
  const known = remembered.get(node);
  if (known) return known;
  const ports = readPorts(node, definitions);
  remembered.set(node, ports);
  return ports;
}

function readPorts(node: GraphNode, definitions: Definitions): readonly Port[] {
  const definition = definitionOf(node.type, definitions);
  if (!definition) return [];
  const own = definition.config.safeParse(node.config);
  if (own.success) return definition.ports(own.data);
  const fresh = definition.config.safeParse(definition.initial);
  return fresh.success ? definition.ports(fresh.data) : [];
}

/** The exit an edge leaves by: the one it names, or the first of its node. Undefined when the node is missing or has no exit. */
export function edgePort(graph: Graph, edge: GraphEdge, definitions: Definitions): string | undefined {
  if (edge.port !== undefined) return edge.port;
  const from = graph.nodes[edge.from];
  return from ? portsOf(from, definitions)[0]?.name : undefined;
}

/** An edge as it is written: the port only where it is not the first. */
export function writeEdge(graph: Graph, edge: Connection, definitions: Definitions): GraphEdge {
  const from = graph.nodes[edge.from];
  const first = from ? portsOf(from, definitions)[0]?.name : undefined;
  return edge.port === first
    ? { from: edge.from, to: edge.to }
    : { from: edge.from, port: edge.port, to: edge.to };
}

/** An edge with its port always named. */
export interface Connection {
  readonly from: string;
  readonly port: string;
  readonly to: string;
}

/** A stable name for each edge, in the order of the document. Doubles get a number behind them. */
export function edgeIds(graph: Graph, definitions: Definitions): readonly string[] {
  const seen = new Map<string, number>();
  return graph.edges.map((edge) => {
    const id = edgeId({ from: edge.from, port: edgePort(graph, edge, definitions) ?? "", to: edge.to });
    const times = (seen.get(id) ?? 0) + 1;
    seen.set(id, times);
    return times === 1 ? id : `${id}#${times}`;
  });
}

/** The name of an edge that is not a double. */
export function edgeId({ from, port, to }: Connection): string {
  return `${from}:${port}>${to}`;
}
