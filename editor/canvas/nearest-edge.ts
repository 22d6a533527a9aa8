import type { Graph } from "@trasvase/shared/graph.ts";
import { type Definitions, edgeIds, edgePort, portsOf } from "../document/definitions.ts";
import { boxOf, entryTop, exitTop, type Point } from "../document/geometry.ts";
import { type Bend, distanceToLine, edgeCorners } from "./edge-geometry.ts";

/** Where each edge of a graph turns: late only when it alone leaves its exit and meets others at its entry. */
export function edgeBends(graph: Graph, definitions: Definitions): readonly Bend[] {
  const leaving = new Map<string, number>();
  const entering = new Map<string, number>();
  const exits = graph.edges.map((edge) => `${edge.from}:${edgePort(graph, edge, definitions) ?? ""}`);
  graph.edges.forEach((edge, index) => {
    const exit = exits[index] ?? "";
    leaving.set(exit, (leaving.get(exit) ?? 0) + 1);
    entering.set(edge.to, (entering.get(edge.to) ?? 0) + 1);
  });
  return graph.edges.map((edge, index) => {
    if ((leaving.get(exits[index] ?? "") ?? 0) > 1) return "early";
    return (entering.get(edge.to) ?? 0) > 1 ? "late" : "alone";
  });
}

/** Where an edge begins, turns and ends on the canvas; undefined when one of its steps is missing. */
export function edgeEnds(
  graph: Graph,
  index: number,
  definitions: Definitions,
  bends: readonly Bend[] = edgeBends(graph, definitions),
): { readonly start: Point; readonly end: Point; readonly bend: Bend } | undefined {
  const edge = graph.edges[index];
  const node = edge && graph.nodes[edge.from];
  if (!edge || !node || !graph.nodes[edge.to]) return undefined;
  const port = edgePort(graph, edge, definitions);
  const exit = portsOf(node, definitions).findIndex((one) => one.name === port);
  const from = boxOf(graph, edge.from, definitions);
  const to = boxOf(graph, edge.to, definitions);
  return {
    start: [from.x + from.width, from.y + exitTop(node, Math.max(0, exit))],
    end: [to.x, to.y + entryTop],
    bend: bends[index] ?? "early",
  };
}

/** Id of the edge nearest to a point, if one passes within `radius` canvas pixels. `without` leaves out the edges of one step. */
export function nearestEdge(
  graph: Graph,
  point: Point,
  radius: number,
  definitions: Definitions,
  without?: string,
): string | undefined {
  const ids = edgeIds(graph, definitions);
  const bends = edgeBends(graph, definitions);
  let nearest: string | undefined;
  let least = radius;
  graph.edges.forEach((edge, index) => {
    const ends =
      edge.from === without || edge.to === without ? undefined : edgeEnds(graph, index, definitions, bends);
    if (!ends) return;
    const away = distanceToLine(point, edgeCorners(ends.start, ends.end, ends.bend));
    if (away > least) return;
    least = away;
    nearest = ids[index];
  });
  return nearest;
}
