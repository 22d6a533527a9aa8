import type { Graph, GraphNode } from "@trasvase/shared/graph.ts";
import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import { type Definitions, definitionOf } from "../definitions.ts";
import type { Edit } from "../edit.ts";
import { judgeName } from "../names.ts";
import { replaceStepNames } from "../step-references.ts";

/**
 * Gives a step another name and rewrites every `$steps.<name>` in the expressions of the graph; all other text stays byte for byte.
 * A name that is not free changes nothing; ask {@link judgeName} for the reason.
 */
export function renameNode(graph: Graph, name: string, next: string, definitions: Definitions): Edit {
  const label = { code: "rename" as const, step: next };
  if (!graph.nodes[name] || judgeName(graph, next) !== "free") return { label, graph };
  const names = new Map([[name, next]]);
  const end = (one: string) => (one === name ? next : one);
  return {
    label,
    graph: {
      ...graph,
      nodes: Object.fromEntries(
        Object.entries(graph.nodes).map(([key, node]) => [
          end(key),
          renameInConfig(node, names, definitions),
        ]),
      ),
      edges: graph.edges.map((edge) => ({ ...edge, from: end(edge.from), to: end(edge.to) })),
      layout: Object.fromEntries(Object.entries(graph.layout).map(([key, place]) => [end(key), place])),
    },
    select: [next],
  };
}

/** A node whose expressions call renamed steps by their new names. */
export function renameInConfig(
  node: GraphNode,
  names: ReadonlyMap<string, string>,
  definitions: Definitions,
): GraphNode {
  const config = expressionTexts(node, definitions).reduce((now: Json, { path, text }) => {
    const renamed = replaceStepNames(text, names);
    return renamed === text ? now : replaceAt(now, path, renamed);
  }, node.config);
  return config === node.config || !isJsonObject(config) ? node : { ...node, config };
}

interface TextAt {
  readonly path: readonly string[];
  readonly text: string;
}

/** The expressions of a config that parses; all its texts otherwise, so that a half-filled step is not forgotten. */
function expressionTexts(node: GraphNode, definitions: Definitions): readonly TextAt[] {
  const definition = definitionOf(node.type, definitions);
  const parsed = definition?.config.safeParse(node.config);
  if (!definition || !parsed?.success) return allTexts(node.config, []);
  return definition
    .expressions(parsed.data)
    .map(({ field, text }) => ({ path: splitPath(field), text }))
    .filter(({ path, text }) => textAt(node.config, path) === text);
}

function allTexts(value: Json, path: readonly string[]): TextAt[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]: [string, Json]) => allTexts(member, [...path, key]));
}

function textAt(value: Json | undefined, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((now, key) => {
    if (typeof now !== "object" || now === null || !Object.hasOwn(now, key)) return undefined;
    return (now as JsonObject)[key];
  }, value);
}

function replaceAt(value: Json, path: readonly string[], text: string): Json {
  const [key, ...rest] = path;
  if (key === undefined) return text;
  if (Array.isArray(value)) {
    return value.map((member: Json, index) =>
      String(index) === key ? replaceAt(member, rest, text) : member,
    );
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === key ? replaceAt(member, rest, text) : member,
    ]),
  );
}

/** `branches[1].when` as `["branches", "1", "when"]`. */
function splitPath(field: string): readonly string[] {
  return field.split(/[.[\]]+/).filter((part) => part !== "");
}
