import type { FlowLimits, Graph, GraphNode, GraphTable } from "@trasvase/shared/graph.ts";
import type { JsonObject } from "@trasvase/shared/json.ts";
import { type Definitions, titleOf } from "../definitions.ts";
import type { Edit } from "../edit.ts";

/** Replaces a step's config. `field` names what is being typed in: a burst of typing there is one entry of the history. */
export function setConfig(
  graph: Graph,
  change: { readonly name: string; readonly config: JsonObject; readonly field?: string },
  definitions: Definitions,
): Edit {
  const node = graph.nodes[change.name];
  const same = !node || JSON.stringify(node.config) === JSON.stringify(change.config);
  return {
    label: { code: "config", step: titleOf(graph, change.name, definitions) },
    graph: same ? graph : withNode(graph, change.name, { ...node, config: change.config }),
    ...(change.field === undefined ? {} : { merge: `config:${change.name}:${change.field}` }),
  };
}

/** Gives a step another title; an empty one brings its type's title back. */
export function setTitle(graph: Graph, name: string, title: string): Edit {
  const node = graph.nodes[name];
  const wanted = title.trim().slice(0, 200);
  const label = { code: "title" as const, step: wanted === "" ? name : wanted };
  if (!node || (node.title ?? "") === wanted) return { label, graph };
  const { title: _old, ...rest } = node;
  return { label, graph: withNode(graph, name, wanted === "" ? rest : { ...rest, title: wanted }) };
}

/** Gives the flow another name. An empty name changes nothing. */
export function setFlowName(graph: Graph, name: string): Edit {
  const wanted = name.trim().slice(0, 200);
  const label = { code: "flow-name" as const };
  return { label, graph: wanted === "" || wanted === graph.name ? graph : { ...graph, name: wanted } };
}

/** Replaces the value tables. */
export function setTables(graph: Graph, tables: Readonly<Record<string, GraphTable>>): Edit {
  return { label: { code: "tables" }, graph: { ...graph, tables }, merge: "tables" };
}

/** Gives the flow's expressions other limits; none of their own when all are left out. */
export function setLimits(graph: Graph, limits: FlowLimits): Edit {
  const { limits: _before, ...rest } = graph;
  const isSame = JSON.stringify(graph.limits ?? {}) === JSON.stringify(limits);
  const changed = Object.keys(limits).length === 0 ? rest : { ...rest, limits };
  return { label: { code: "limits" }, graph: isSame ? graph : changed, merge: "limits" };
}

/** Puts a whole other document in place of this one, as one entry that undo takes back. */
export function restore(graph: Graph): Edit {
  return { label: { code: "restore" }, graph };
}

/** A graph with one node replaced or added. */
function withNode(graph: Graph, name: string, node: GraphNode): Graph {
  return { ...graph, nodes: { ...graph.nodes, [name]: node } };
}
