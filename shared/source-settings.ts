import type { Graph } from "./graph.ts";

/** What of a graph decides which records its source gives, as one text; undefined without a source that names a resource. */
export function sourceSettings(graph: Pick<Graph, "nodes">): string | undefined {
  const source = Object.values(graph.nodes).find((node) => node.type === "source");
  const { connection, resource, options } = source?.config ?? {};
  if (typeof connection !== "string" || connection === "") return undefined;
  if (typeof resource !== "string" || resource === "") return undefined;
  return JSON.stringify([connection, resource, options ?? {}]);
}
