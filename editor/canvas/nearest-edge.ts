import type { Graph } from "@trasvase/shared/graph.ts";
import { type Definitions, edgeIds, edgePort, portsOf } from "../document/definitions.ts";
import { boxOf, entryTop, exitTop, type Point } from "../document/geometry.ts";
import { distanceToLine, edgeCorners } from "./edge-geometry.ts";

/** Where an edge begins and ends on the canvas; undefined when one of its steps is missing. */
export function edgeEnds(
  graph: Graph,
  index: number,
  definitions: Definitions,
): { readonly start: Point; readonly end: Point } | undefined {
  const edge = graph.edges[index];
  const node = edge && graph.nodes[edge.from];
  if (!edge || !node || !graph.nodes[edge.to]) return undefined;
  const port = edgePort(graph, edge, definitions);
  const exit = portsOf(node, definitions).findIndex((one) => one.name === port);
  const from = boxOf(graph, edge.from, definitions);
  const to = boxOf(graph, edge.to, definitions);
  return {
    start: [from.x + from.width, from.y + exitTop(node, Math.max(0, exit), definitions)],
    end: [to.x, to.y + entryTop],
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
  let nearest: string | undefined;
  let least = radius;
  graph.edges.forEach((edge, index) => {
    const ends =
      edge.from === without || edge.to === without ? undefined : edgeEnds(graph, index, definitions);
    if (!ends) return;
    const away = distanceToLine(point, edgeCorners(ends.start, ends.end));
    if (away > least) return;
    least = away;
    nearest = ids[index];
  });
  return nearest;
}
