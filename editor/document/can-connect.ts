import type { Graph } from "@trasvase/shared/graph.ts";
import { type Connection, type Definitions, definitionOf, edgePort, portsOf } from "./definitions.ts";

/** Why two steps cannot be connected. Texts are the messages `canvas.refusal.<code>`. */
const refusals = [
  "unknown-step",
  "unknown-port",
  "no-exit",
  "no-entry",
  "same-step",
  "duplicate",
  "cycle",
] as const;

export type Refusal = (typeof refusals)[number];

/** `allowed`, or the reason why not. */
export type ConnectVerdict = "allowed" | Refusal;

/**
 * Whether an edge may be added. The one rule that canvas, keyboard picker, paste and import use;
 * planning finds no fault with an edge that is allowed here.
 */
export function canConnect(graph: Graph, connection: Connection, definitions: Definitions): ConnectVerdict {
  return connectVerdicts(graph, connection, definitions)(connection.to);
}

/** The same rule for many targets of one exit: what leads to it is looked up once, which keeps dragging smooth on big graphs. */
export function connectVerdicts(
  graph: Graph,
  exit: Pick<Connection, "from" | "port">,
  definitions: Definitions,
): (to: string) => ConnectVerdict {
  const from = graph.nodes[exit.from];
  if (!from) return () => "unknown-step";
  const ports = portsOf(from, definitions);
  if (ports.length === 0) return () => "no-exit";
  if (!ports.some((port) => port.name === exit.port)) return () => "unknown-port";
  const before = stepsBefore(graph, exit.from);
  const behind = new Set(
    graph.edges
      .filter((edge) => edge.from === exit.from && edgePort(graph, edge, definitions) === exit.port)
      .map((edge) => edge.to),
  );
  return (to) => {
    const target = graph.nodes[to];
    const definition = target && definitionOf(target.type, definitions);
    if (!definition) return "unknown-step";
    if (to === exit.from) return "same-step";
    if (!definition.accepts) return "no-entry";
    if (behind.has(to)) return "duplicate";
    return before.has(to) ? "cycle" : "allowed";
  };
}

/** All steps from which a record can come to this one. */
export function stepsBefore(graph: Graph, name: string): ReadonlySet<string> {
  return follow(name, groupEdges(graph, "to", "from"));
}

/** All steps a record can reach from this one. */
export function stepsBehind(graph: Graph, name: string): ReadonlySet<string> {
  return follow(name, groupEdges(graph, "from", "to"));
}

function groupEdges(graph: Graph, by: "from" | "to", give: "from" | "to"): ReadonlyMap<string, string[]> {
  const grouped = new Map<string, string[]>();
  for (const edge of graph.edges) {
    const group = grouped.get(edge[by]);
    if (group) group.push(edge[give]);
    else grouped.set(edge[by], [edge[give]]);
  }
  return grouped;
}

function follow(start: string, next: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const one of next.get(name) ?? []) {
      if (reached.has(one)) continue;
      reached.add(one);
      open.push(one);
    }
  }
  return reached;
}
