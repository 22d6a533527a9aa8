import type { Change } from "./contract/activation.ts";
import { defaultLimits, limitNames } from "./expression/limits.ts";
import type { Graph, GraphEdge, GraphNode, GraphTable } from "./graph.ts";
import { isJsonObject, type Json } from "./json.ts";

const none: Change["fields"] = [];

/**
 * What a person would say changed between two graphs: steps, connections between them, tables and the name. Where the steps stand on
 * the canvas is no change.
 */
export function graphChanges(before: Graph, after: Graph): Change[] {
  return [
    ...(before.name === after.name
      ? []
      : [changed("name", "name", after.name, [{ field: "name", before: before.name, after: after.name }])]),
    ...memberChanges("step", before.nodes, after.nodes, titleOf, nodeFields),
    ...edgeChanges(before, after),
    ...memberChanges("table", before.tables, after.tables, (name) => name, tableFields),
    ...limitChanges(before, after),
  ];
}

function changed(what: Change["what"], name: string, title: string, fields: Change["fields"]): Change {
  return { kind: "changed", what, name, title, fields };
}

function limitChanges(before: Graph, after: Graph): Change[] {
  const fields = limitNames.flatMap((name) =>
    differences(
      before.limits?.[name] ?? defaultLimits[name],
      after.limits?.[name] ?? defaultLimits[name],
      name,
    ),
  );
  return fields.length === 0 ? [] : [changed("limits", "limits", after.name, fields)];
}

function memberChanges<Member>(
  what: "step" | "table",
  before: Readonly<Record<string, Member>>,
  after: Readonly<Record<string, Member>>,
  title: (name: string, member: Member) => string,
  fields: (before: Member, after: Member) => Change["fields"],
): Change[] {
  const changes: Change[] = [];
  for (const [name, member] of Object.entries(before)) {
    if (!Object.hasOwn(after, name)) {
      changes.push({ kind: "removed", what, name, title: title(name, member), fields: none });
    }
  }
  for (const [name, member] of Object.entries(after)) {
    const old = Object.hasOwn(before, name) ? before[name] : undefined;
    if (old === undefined)
      changes.push({ kind: "added", what, name, title: title(name, member), fields: none });
    else {
      const differing = fields(old, member);
      if (differing.length > 0) changes.push(changed(what, name, title(name, member), differing));
    }
  }
  return changes;
}

function titleOf(name: string, node: GraphNode): string {
  return node.title ?? name;
}

function nodeFields(before: GraphNode, after: GraphNode): Change["fields"] {
  return differences(
    { type: before.type, title: before.title ?? "", ...before.config },
    { type: after.type, title: after.title ?? "", ...after.config },
    "",
  );
}

function tableFields(before: GraphTable, after: GraphTable): Change["fields"] {
  const rows = (table: GraphTable) => Object.fromEntries(table.rows.map(([from, to]) => [from, to]));
  return differences(
    { rows: rows(before), default: before.default ?? null, force: before.force ?? false },
    { rows: rows(after), default: after.default ?? null, force: after.force ?? false },
    "",
  );
}

/** The leaves of two values that differ, by path. Objects are compared member by member, everything else as a whole. */
function differences(before: Json | undefined, after: Json | undefined, path: string): Change["fields"] {
  if (isJsonObject(before) && isJsonObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) =>
      differences(own(before, key), own(after, key), path === "" ? key : `${path}.${key}`),
    );
  }
  const [old, now] = [textOf(before), textOf(after)];
  return old === now ? [] : [{ field: path, before: old, after: now }];
}

function own(value: Readonly<Record<string, Json>>, key: string): Json | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function textOf(value: Json | undefined): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function edgeChanges(before: Graph, after: Graph): Change[] {
  const old = new Map(before.edges.map((edge) => [edgeName(edge), edge]));
  const now = new Map(after.edges.map((edge) => [edgeName(edge), edge]));
  const removed = [...old]
    .filter(([name]) => !now.has(name))
    .map(([, edge]) => edgeChange("removed", edge, before));
  const added = [...now]
    .filter(([name]) => !old.has(name))
    .map(([, edge]) => edgeChange("added", edge, after));
  return [...removed, ...added];
}

function edgeName(edge: GraphEdge): string {
  return `${edge.from}.${edge.port ?? ""} → ${edge.to}`;
}

function edgeChange(kind: "added" | "removed", edge: GraphEdge, graph: Graph): Change {
  const title = (name: string) => graph.nodes[name]?.title ?? name;
  const port = edge.port === undefined ? "" : ` (${edge.port})`;
  return {
    kind,
    what: "edge",
    name: edgeName(edge),
    title: `${title(edge.from)}${port} → ${title(edge.to)}`,
    fields: none,
  };
}
