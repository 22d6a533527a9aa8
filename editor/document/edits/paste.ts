import { type Graph, type GraphEdge, type GraphTable, maxNodes } from "@trasvase/shared/graph.ts";
import { canConnect, type Refusal } from "../can-connect.ts";
import { copySteps, readClipboard } from "../clipboard.ts";
import { type Definitions, edgePort } from "../definitions.ts";
import type { Edit } from "../edit.ts";
import { boxOf, gapDown, grid, nodeHeight, type Point, placeOf, snap } from "../geometry.ts";
import { freeName } from "../names.ts";
import { withEdge } from "./connect.ts";
import { renameInConfig } from "./rename.ts";

/** What pasting did, and what it left out. Nothing is left out silently. */
export interface PasteEdit extends Edit {
  /** Connections of the pasted part that are not allowed, with the reason. */
  readonly refused: readonly { readonly edge: GraphEdge; readonly reason: Refusal }[];
  /** Value tables whose name was taken by a different table; the steps use the one that was there. */
  readonly keptTables: readonly string[];
  /** True when the graph would have grown beyond its limit; nothing was pasted. */
  readonly tooMany: boolean;
}

/** Adds a copied part with new names and places; references between its steps follow the new names. */
export function pasteSteps(
  graph: Graph,
  part: Graph,
  at: Point | undefined,
  definitions: Definitions,
): PasteEdit {
  return addPart(graph, part, { code: "paste", at }, definitions);
}

/** Doubles steps below themselves, with the connections among them. */
export function duplicate(graph: Graph, names: readonly string[], definitions: Definitions): PasteEdit {
  const copied = readClipboard(copySteps(graph, names));
  const part =
    copied.kind === "steps" ? copied.graph : { ...graph, nodes: {}, edges: [], tables: {}, layout: {} };
  const boxes = Object.keys(part.nodes).map((name) => boxOf(part, name, definitions));
  const left = Math.min(...boxes.map((box) => box.x));
  const below = Math.max(...boxes.map((box) => box.y + box.height)) + gapDown;
  return addPart(graph, part, { code: "duplicate", at: [left, Math.ceil(below / grid) * grid] }, definitions);
}

function addPart(
  graph: Graph,
  part: Graph,
  how: { readonly code: "paste" | "duplicate"; readonly at: Point | undefined },
  definitions: Definitions,
): PasteEdit {
  const names = newNames(graph, part);
  const label = { code: how.code, count: names.size };
  const nothing = { label, graph, refused: [], keptTables: [] };
  if (names.size === 0) return { ...nothing, tooMany: false };
  if (Object.keys(graph.nodes).length + names.size > maxNodes) return { ...nothing, tooMany: true };
  const shift = shiftOf(part, how.at);
  const nodes = { ...graph.nodes };
  const layout = { ...graph.layout };
  for (const [old, name] of names) {
    const node = part.nodes[old];
    if (!node) continue;
    const [x, y] = placeOf(part, old);
    nodes[name] = renameInConfig(node, names, definitions);
    layout[name] = [snap(x + shift[0]), snap(y + shift[1])];
  }
  const { tables, kept } = mergeTables(graph.tables, part.tables);
  const joined = addEdges({ ...graph, nodes, layout, tables }, part, names, definitions);
  return { label, ...joined, keptTables: kept, tooMany: false, select: [...names.values()] };
}

function newNames(graph: Graph, part: Graph): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const old of Object.keys(part.nodes)) {
    const name = freeName(graph, old, taken);
    names.set(old, name);
    taken.add(name);
  }
  return names;
}

function shiftOf(part: Graph, at: Point | undefined): Point {
  if (!at) return [0, nodeHeight + gapDown];
  const places = Object.keys(part.nodes).map((name) => placeOf(part, name));
  return [at[0] - Math.min(...places.map(([x]) => x)), at[1] - Math.min(...places.map(([, y]) => y))];
}

function mergeTables(own: Graph["tables"], pasted: Graph["tables"]) {
  const tables: Record<string, GraphTable> = { ...own };
  const kept: string[] = [];
  for (const [name, table] of Object.entries(pasted)) {
    const there = Object.hasOwn(own, name) ? own[name] : undefined;
    if (there === undefined) tables[name] = table;
    else if (JSON.stringify(there) !== JSON.stringify(table)) kept.push(name);
  }
  const isNew = Object.keys(tables).length > Object.keys(own).length;
  return { tables: isNew ? tables : own, kept };
}

function addEdges(graph: Graph, part: Graph, names: ReadonlyMap<string, string>, definitions: Definitions) {
  const refused: { edge: GraphEdge; reason: Refusal }[] = [];
  let joined = graph;
  for (const edge of part.edges) {
    const port = edgePort(part, edge, definitions) ?? "";
    const connection = { from: names.get(edge.from) ?? "", port, to: names.get(edge.to) ?? "" };
    const verdict = canConnect(joined, connection, definitions);
    if (verdict === "allowed") joined = withEdge(joined, connection, definitions);
    else refused.push({ edge, reason: verdict });
  }
  return { graph: joined, refused };
}
