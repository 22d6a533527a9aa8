import type { Graph } from "./graph.ts";
import { isJsonObject, type Json } from "./json.ts";

/**
 * Prints a graph canonically: fixed order of sections, sorted names, one block per node, one line per edge, table row and position.
 * Equal graphs print equal texts; moving a node changes only its line in the layout section.
 */
export function printGraph(graph: Graph): string {
  return `${printValue(graphJson(graph), 0, "graph")}\n`;
}

/** A graph as plain JSON in canonical order of its sections. */
export function graphJson(graph: Graph): Json {
  const edges = graph.edges.map((edge) => ({
    from: edge.from,
    ...(edge.port === undefined ? {} : { port: edge.port }),
    to: edge.to,
  }));
  const nodes = Object.fromEntries(
    Object.entries(graph.nodes).map(([name, node]) => [
      name,
      { type: node.type, ...(node.title === undefined ? {} : { title: node.title }), config: node.config },
    ]),
  );
  const tables = Object.fromEntries(
    Object.entries(graph.tables).map(([name, table]) => [
      name,
      {
        rows: table.rows.map((row) => [...row]),
        ...(table.default === undefined ? {} : { default: table.default }),
        ...(table.force === undefined ? {} : { force: table.force }),
      },
    ]),
  );
  const layout = Object.fromEntries(Object.entries(graph.layout).map(([name, [x, y]]) => [name, [x, y]]));
  return {
    format: graph.format,
    name: graph.name,
    nodes,
    edges,
    tables,
    ...(graph.limits === undefined ? {} : { limits: { ...graph.limits } }),
    layout,
  };
}

/** Which part of the document is being printed: it decides about the order of keys and about what stays on one line. */
type Section =
  | "file"
  | "graph"
  | "node"
  | "line"
  | "free"
  | "members"
  | "edges"
  | "tables"
  | "table"
  | "rows";

const inside: Readonly<Record<string, Section>> = {
  nodes: "members",
  edges: "edges",
  tables: "tables",
  layout: "rows",
};

/** Prints a flow file's document: its graph as {@link printGraph} does, everything else with sorted keys. */
export function printFileDocument(document: Json): string {
  return `${printValue(document, 0, "file")}\n`;
}

function printValue(value: Json, indent: number, section: Section): string {
  if (section === "line") return printLine(value);
  if (Array.isArray(value)) {
    const element: Section = section === "rows" || section === "edges" ? "line" : "free";
    return printBlock(
      "[",
      "]",
      indent,
      value.map((one: Json) => printValue(one, indent + 1, element)),
    );
  }
  if (!isJsonObject(value)) return JSON.stringify(value);
  const fixedOrder = section === "file" || section === "graph" || section === "node" || section === "table";
  const entries = Object.entries(value);
  if (!fixedOrder) entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const members = entries.map(
    ([key, member]) => `${JSON.stringify(key)}: ${printValue(member, indent + 1, sectionOf(section, key))}`,
  );
  return printBlock("{", "}", indent, members);
}

function sectionOf(section: Section, key: string): Section {
  if (section === "file") return key === "graph" ? "graph" : "free";
  if (section === "graph") return inside[key] ?? "free";
  if (section === "members") return "node";
  if (section === "tables") return "table";
  if (section === "table" && key === "rows") return "rows";
  return section === "rows" ? "line" : "free";
}

function printBlock(open: string, close: string, indent: number, members: readonly string[]): string {
  if (members.length === 0) return open + close;
  const space = "  ".repeat(indent + 1);
  return `${open}\n${members.map((member) => space + member).join(",\n")}\n${"  ".repeat(indent)}${close}`;
}

function printLine(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(printLine).join(", ")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}: ${printLine(member)}`,
  );
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}
