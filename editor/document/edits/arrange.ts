import type { Graph } from "@trasvase/shared/graph.ts";
import { type Definitions, titleOf } from "../definitions.ts";
import type { Edit } from "../edit.ts";
import type { Point } from "../geometry.ts";

/** Moves steps to new places. A whole drag is one edit. */
export function moveNodes(graph: Graph, places: ReadonlyMap<string, Point>, definitions: Definitions): Edit {
  const moved = [...places].filter(([name, place]) => {
    const now = graph.layout[name];
    return graph.nodes[name] && (now?.[0] !== place[0] || now[1] !== place[1]);
  });
  const only = moved.length === 1 ? moved[0]?.[0] : undefined;
  return {
    label: {
      code: "move",
      count: moved.length,
      ...(only === undefined ? {} : { step: titleOf(graph, only, definitions) }),
    },
    graph:
      moved.length === 0 ? graph : { ...graph, layout: { ...graph.layout, ...Object.fromEntries(moved) } },
  };
}
