import type { Graph, GraphNode } from "@trasvase/shared/graph.ts";
import { isJsonObject, type JsonObject } from "@trasvase/shared/json.ts";
import type { NodeType } from "@trasvase/shared/node.ts";
import { stepsBehind } from "../can-connect.ts";
import { type Connection, type Definitions, edgeIds, edgePort, portsOf, titleOf } from "../definitions.ts";
import type { Edit } from "../edit.ts";
import {
  boxOf,
  freePlace,
  gapAcross,
  grid,
  overlap,
  type Point,
  placeOf,
  sizeOf,
  snap,
} from "../geometry.ts";
import { freeName } from "../names.ts";
import { disconnect, withEdge } from "./connect.ts";

/** A step to be made. */
export interface NewStep {
  readonly type: NodeType;
  /** Laid over the type's initial config. */
  readonly config?: JsonObject;
  readonly title?: string;
  /** What its name is made of, for example the resource; left out: its type. */
  readonly called?: string;
}

/** Where new steps go: at a place, behind an exit, or both. */
export interface Whereabouts {
  readonly at?: Point;
  readonly after?: { readonly from: string; readonly port: string };
}

/**
 * Adds steps in a row, each connected behind the one before it (CAN-8 adds a mapping and a destination in one go).
 * Without a place they stand to the right of the step they follow, where there is room.
 */
export function addSteps(
  graph: Graph,
  steps: readonly NewStep[],
  where: Whereabouts,
  definitions: Definitions,
): Edit {
  const names: string[] = [];
  let now = graph;
  let exit = where.after;
  let at = where.at;
  for (const step of steps) {
    const node = makeNode(step, definitions);
    const name = freeName(now, step.called ?? step.type);
    const size = sizeOf(node, definitions);
    const place = at
      ? ([snap(at[0]), snap(at[1])] as const)
      : freePlace(now, wishedPlace(now, exit?.from, definitions), size, definitions);
    now = {
      ...now,
      nodes: { ...now.nodes, [name]: node },
      layout: { ...now.layout, [name]: place },
    };
    if (exit) now = withEdge(now, { ...exit, to: name }, definitions);
    names.push(name);
    const port = portsOf(node, definitions)[0]?.name;
    exit = port === undefined ? undefined : { from: name, port };
    at = where.at && ([place[0] + size.width + gapAcross, place[1]] as const);
  }
  return { label: labelOf(now, names, definitions), graph: now, select: names.slice(-1) };
}

/** Puts a new step into an existing connection; what stands behind moves right only where it would be covered (CAN-7). */
export function insertOnEdge(graph: Graph, edge: string, step: NewStep, definitions: Definitions): Edit {
  const connection = connectionOf(graph, edge, definitions);
  const unchanged: Edit = { label: { code: "insert" }, graph };
  if (!connection) return unchanged;
  const [fromX, fromY] = placeOf(graph, connection.from);
  const [toX] = placeOf(graph, connection.to);
  const from = boxOf(graph, connection.from, definitions);
  const between = Math.max(fromX + from.width + gapAcross, (fromX + from.width + toX) / 2 - from.width / 2);
  const size = sizeOf(makeNode(step, definitions), definitions);
  const behind = new Set([connection.to, ...stepsBehind(graph, connection.to)]);
  const at = freePlace(graph, [between, fromY], size, definitions, behind);
  const added = addSteps(graph, [step], { at }, definitions);
  const name = added.select?.[0];
  if (name === undefined) return unchanged;
  const spliced = spliceInto(added.graph, edge, name, definitions);
  return spliced.graph === added.graph ? unchanged : spliced;
}

/** Puts an unconnected step into a connection. Changes nothing when it would not be allowed. */
export function spliceInto(graph: Graph, edge: string, name: string, definitions: Definitions): Edit {
  const label = { code: "insert" as const, step: titleOf(graph, name, definitions) };
  const connection = connectionOf(graph, edge, definitions);
  const node = graph.nodes[name];
  const port = node && portsOf(node, definitions)[0]?.name;
  const used = graph.edges.some((one) => one.from === name || one.to === name);
  if (!connection || port === undefined || used) return { label, graph };
  const cut = disconnect(graph, [edge], definitions).graph;
  const entered = withEdge(cut, { ...connection, to: name }, definitions);
  const joined = withEdge(entered, { from: name, port, to: connection.to }, definitions);
  if (joined.edges.length !== graph.edges.length + 1) return { label, graph };
  return { label, graph: makeRoom(joined, name, connection.to, definitions), select: [name] };
}

function connectionOf(graph: Graph, id: string, definitions: Definitions): Connection | undefined {
  const edge = graph.edges[edgeIds(graph, definitions).indexOf(id)];
  const port = edge && edgePort(graph, edge, definitions);
  return edge && port !== undefined ? { from: edge.from, port, to: edge.to } : undefined;
}

/** Moves `behind` and all that follows it right until nothing of it is covered by `name`. */
function makeRoom(graph: Graph, name: string, behind: string, definitions: Definitions): Graph {
  const box = boxOf(graph, name, definitions);
  const moving = [behind, ...stepsBehind(graph, behind)];
  const covered = moving
    .map((one) => boxOf(graph, one, definitions))
    .filter((other) => overlap(box, other, grid));
  if (covered.length === 0) return graph;
  const left = Math.min(...covered.map((other) => other.x));
  const shift = Math.ceil((box.x + box.width + gapAcross - left) / grid) * grid;
  const layout = { ...graph.layout };
  for (const one of moving) {
    const [x, y] = placeOf(graph, one);
    layout[one] = [x + shift, y];
  }
  return { ...graph, layout };
}

/** A fresh node as its definition wants it. */
function makeNode(step: NewStep, definitions: Definitions): GraphNode {
  const { initial } = definitions[step.type];
  const config = { ...(isJsonObject(initial) ? initial : {}), ...step.config };
  return { type: step.type, ...(step.title === undefined ? {} : { title: step.title }), config };
}

function wishedPlace(graph: Graph, after: string | undefined, definitions: Definitions): Point {
  if (after !== undefined) {
    const box = boxOf(graph, after, definitions);
    return [box.x + box.width + gapAcross, box.y];
  }
  const boxes = Object.keys(graph.nodes).map((name) => boxOf(graph, name, definitions));
  if (boxes.length === 0) return [0, 0];
  return [
    Math.min(...boxes.map((box) => box.x)),
    Math.max(...boxes.map((box) => box.y + box.height)) + gapAcross,
  ];
}

function labelOf(graph: Graph, names: readonly string[], definitions: Definitions): Edit["label"] {
  const last = names.at(-1);
  return {
    code: "add",
    count: names.length,
    ...(last === undefined ? {} : { step: titleOf(graph, last, definitions) }),
  };
}
