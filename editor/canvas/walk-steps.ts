import type { Graph } from "@trasvase/shared/graph.ts";
import { type Definitions, edgeIds } from "../document/definitions.ts";
import { boxOf } from "../document/geometry.ts";

export type Direction = "left" | "right" | "up" | "down";

/** The step an arrow key leads to: along connections to the sides, among siblings up and down. Undefined: there is none. */
export function walkFrom(
  graph: Graph,
  name: string,
  direction: Direction,
  definitions: Definitions,
): string | undefined {
  if (direction === "right" || direction === "left") {
    const next = neighbours(graph, name, direction);
    return nearestInHeight(graph, name, next, definitions);
  }
  const siblings = new Set([
    ...neighbours(graph, name, "left").flatMap((one) => neighbours(graph, one, "right")),
    ...neighbours(graph, name, "right").flatMap((one) => neighbours(graph, one, "left")),
  ]);
  siblings.delete(name);
  return (
    nextInHeight(graph, name, [...siblings], direction, definitions) ??
    nextInHeight(graph, name, Object.keys(graph.nodes), direction, definitions)
  );
}

function neighbours(graph: Graph, name: string, side: "left" | "right"): string[] {
  const found = graph.edges.flatMap((edge) => {
    if (side === "right") return edge.from === name ? [edge.to] : [];
    return edge.to === name ? [edge.from] : [];
  });
  return [...new Set(found)].filter((one) => graph.nodes[one]);
}

function nearestInHeight(
  graph: Graph,
  name: string,
  candidates: readonly string[],
  definitions: Definitions,
): string | undefined {
  const own = boxOf(graph, name, definitions);
  const away = (one: string) => Math.abs(boxOf(graph, one, definitions).y - own.y);
  return [...candidates].sort((a, b) => away(a) - away(b))[0];
}

function nextInHeight(
  graph: Graph,
  name: string,
  candidates: readonly string[],
  direction: Direction,
  definitions: Definitions,
): string | undefined {
  const own = boxOf(graph, name, definitions);
  const sign = direction === "down" ? 1 : -1;
  return candidates
    .filter((one) => one !== name)
    .map((one) => {
      const box = boxOf(graph, one, definitions);
      return { one, along: (box.y - own.y) * sign, aside: Math.abs(box.x - own.x) };
    })
    .filter(({ along }) => along > 0)
    .sort((a, b) => a.along + a.aside * 2 - (b.along + b.aside * 2))[0]?.one;
}

/** Ids of the edges of a step: those that leave it first, then those that enter. */
export function edgesOf(graph: Graph, name: string, definitions: Definitions): readonly string[] {
  const ids = edgeIds(graph, definitions);
  const pick = (end: "from" | "to") =>
    graph.edges.flatMap((edge, index) =>
      edge[end] === name && ids[index] !== undefined ? [ids[index]] : [],
    );
  return [...pick("from"), ...pick("to")];
}

/** The edge beside another one among the edges of its first step, round and round. */
export function nextEdge(
  graph: Graph,
  id: string,
  step: 1 | -1,
  definitions: Definitions,
): string | undefined {
  const ids = edgeIds(graph, definitions);
  const edge = graph.edges[ids.indexOf(id)];
  if (!edge) return undefined;
  const own = edgesOf(graph, edge.from, definitions);
  return own[(own.indexOf(id) + step + own.length) % own.length];
}

/** The step that the keyboard starts from: the source, or the leftmost step. */
export function firstStep(graph: Graph, definitions: Definitions): string | undefined {
  const names = Object.keys(graph.nodes);
  return (
    names.find((name) => graph.nodes[name]?.type === "source") ??
    names.sort((a, b) => boxOf(graph, a, definitions).x - boxOf(graph, b, definitions).x)[0]
  );
}
