import type { Graph, GraphNode } from "@trasvase/shared/graph.ts";
import { type Definitions, portsOf } from "./definitions.ts";

/** Everything on the canvas stands on this grid, in canvas pixels. */
export const grid = 16;
export const nodeWidth = 240;
export const nodeHeight = 72;
/** Height of one exit of a router. */
export const exitHeight = 28;
/** Height of a router above its exits. */
export const routerHead = 56;
const noteWidth = 240;
const noteHeight = 112;
const smallestNote = 64;
/** Free space between two steps side by side, and one above the other. */
export const gapAcross = 96;
export const gapDown = 24;

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

export type Point = readonly [x: number, y: number];

/** The size of a node, known from the document alone, so that nothing on the canvas has to be measured. */
export function sizeOf(node: GraphNode, definitions: Definitions): Size {
  if (node.type === "router") {
    return { width: nodeWidth, height: routerHead + exitHeight * portsOf(node, definitions).length };
  }
  if (node.type === "note") return noteSize(node);
  return { width: nodeWidth, height: nodeHeight };
}

function noteSize(node: GraphNode): Size {
  const { size } = node.config;
  if (!Array.isArray(size)) return { width: noteWidth, height: noteHeight };
  const [width, height]: readonly unknown[] = size;
  return {
    width: typeof width === "number" ? Math.max(width, smallestNote) : noteWidth,
    height: typeof height === "number" ? Math.max(height, smallestNote) : noteHeight,
  };
}

/** Where a node stands; nodes without a place in the layout stand at the origin. */
export function placeOf(graph: Graph, name: string): Point {
  return graph.layout[name] ?? [0, 0];
}

/** A node's outline on the canvas. */
export function boxOf(graph: Graph, name: string, definitions: Definitions): Box {
  const [x, y] = placeOf(graph, name);
  const node = graph.nodes[name];
  return { x, y, ...(node ? sizeOf(node, definitions) : { width: nodeWidth, height: nodeHeight }) };
}

/** Height of an exit's middle above its node's top: the first level with the entry, so that a row of steps is joined by straight lines. */
export function exitTop(node: GraphNode, index: number): number {
  if (node.type === "router") return routerHead + exitHeight * index + exitHeight / 2;
  return Math.min(nodeHeight / 2 + index * 24, nodeHeight);
}

/** Height of the entry's middle above its node's top: the same for every type. */
export const entryTop = nodeHeight / 2;

export function snap(value: number): number {
  return Math.round(value / grid) * grid;
}

/** Whether two boxes touch, with some room kept between them. */
export function overlap(a: Box, b: Box, room = 0): boolean {
  return (
    a.x < b.x + b.width + room &&
    b.x < a.x + a.width + room &&
    a.y < b.y + b.height + room &&
    b.y < a.y + a.height + room
  );
}

/** The nearest free place at or below a wished one, on the grid. Steps in `yielding` count as not there: they will make room. */
export function freePlace(
  graph: Graph,
  wished: Point,
  size: Size,
  definitions: Definitions,
  yielding: ReadonlySet<string> = new Set(),
): Point {
  const boxes = Object.keys(graph.nodes)
    .filter((name) => !yielding.has(name))
    .map((name) => boxOf(graph, name, definitions));
  const x = snap(wished[0]);
  let y = snap(wished[1]);
  for (let turn = 0; turn <= boxes.length; turn++) {
    const hit = boxes.find((box) => overlap({ x, y, ...size }, box, gapDown - 8));
    if (!hit) break;
    y = Math.ceil((hit.y + hit.height + gapDown) / grid) * grid;
  }
  return [x, y];
}

/** The outline around all nodes, or undefined for an empty graph. */
export function boundsOf(graph: Graph, definitions: Definitions): Box | undefined {
  const boxes = Object.keys(graph.nodes).map((name) => boxOf(graph, name, definitions));
  if (boxes.length === 0) return undefined;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}
