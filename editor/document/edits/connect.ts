import type { Graph } from "@trasvase/shared/graph.ts";
import { canConnect } from "../can-connect.ts";
import { type Connection, type Definitions, edgeIds, titleOf, writeEdge } from "../definitions.ts";
import type { Edit } from "../edit.ts";

/** Adds a connection. One that is not allowed changes nothing; ask {@link canConnect} for the reason. */
export function connect(graph: Graph, connection: Connection, definitions: Definitions): Edit {
  return {
    label: { code: "connect", step: titleOf(graph, connection.from, definitions) },
    graph: withEdge(graph, connection, definitions),
  };
}

/** Removes connections by their ids (see edgeIds). */
export function disconnect(graph: Graph, ids: readonly string[], definitions: Definitions): Edit {
  const gone = new Set(ids);
  const known = edgeIds(graph, definitions);
  const edges = graph.edges.filter((_, index) => !gone.has(known[index] ?? ""));
  const count = graph.edges.length - edges.length;
  return { label: { code: "disconnect", count }, graph: count === 0 ? graph : { ...graph, edges } };
}

/** The graph with a connection added where that is allowed. */
export function withEdge(graph: Graph, connection: Connection, definitions: Definitions): Graph {
  if (canConnect(graph, connection, definitions) !== "allowed") return graph;
  return { ...graph, edges: [...graph.edges, writeEdge(graph, connection, definitions)] };
}
