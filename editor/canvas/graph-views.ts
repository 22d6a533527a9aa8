import type { Graph, GraphNode } from "@trasvase/shared/graph.ts";
import { useMemo, useRef } from "react";
import { definitions } from "../document/catalogue.ts";
import { edgeIds, edgePort } from "../document/definitions.ts";
import { useDocument, useFlowEditing, useSession } from "../document/flow-editing.tsx";
import { type Point, sizeOf } from "../document/geometry.ts";
import { useCanvas } from "./canvas-store.ts";
import type { EdgeView, NodeView } from "./canvas-views.ts";
import { drawnExits, drawsEntry, lostPorts } from "./exits.ts";
import { edgeBends } from "./nearest-edge.ts";

interface KnownView {
  readonly node: GraphNode;
  readonly place: Point;
  readonly selected: boolean;
  readonly entry: boolean;
  readonly lost: string;
  readonly view: NodeView;
}

/** What the canvas draws of the document. A step that did not change keeps its object, so that only changed steps render. */
export function useNodeViews(): readonly NodeView[] {
  const nodes = useDocument((state) => state.graph.nodes);
  const edges = useDocument((state) => state.graph.edges);
  const layout = useDocument((state) => state.graph.layout);
  const { document } = useFlowEditing();
  const selection = useSession((state) => state.selection);
  const moving = useCanvas((state) => state.moving);
  const known = useRef(new Map<string, KnownView>());
  // biome-ignore lint/correctness/useExhaustiveDependencies: which exits and entries are drawn depends on the edges, read through the store
  return useMemo(() => {
    const selected = new Set(selection);
    const { graph } = document.getState();
    const next = new Map<string, KnownView>();
    for (const [name, node] of Object.entries(nodes)) {
      const place = moving.get(name) ?? layout[name] ?? origin;
      const isSelected = selected.has(name);
      const entry = drawsEntry(graph, name);
      const lost = lostPorts(graph, name);
      const old = known.current.get(name);
      const same =
        old?.node === node &&
        old.selected === isSelected &&
        old.entry === entry &&
        old.lost === lost.join("\n") &&
        samePlace(old.place, place);
      const made = { node, place, selected: isSelected, entry, lost: lost.join("\n") };
      next.set(name, same ? old : { ...made, view: viewOf(name, made, lost) });
    }
    known.current = next;
    return [...next.values()].map(({ view }) => view);
  }, [nodes, edges, layout, selection, moving, document]);
}

const origin: Point = [0, 0];
const nothingUsed: ReadonlySet<string> = new Set();

function samePlace(a: Point, b: Point): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

function viewOf(
  name: string,
  { node, place, selected, entry }: Omit<KnownView, "view">,
  lost: readonly string[],
): NodeView {
  return {
    name,
    kind: node.type === "note" ? "note" : "step",
    box: { x: place[0], y: place[1], ...sizeOf(node, definitions) },
    accepts: entry,
    exits: drawnExits(node, nothingUsed, lost),
    selected,
  };
}

/** The edges that can be drawn: those whose steps exist. The others are in the problems list (CAN-13). */
export function useEdgeViews(): readonly EdgeView[] {
  const graph = useDocument((state) => state.graph);
  const { nodes, edges } = graph;
  const selectedEdges = useSession((state) => state.selectedEdges);
  const known = useRef(new Map<string, EdgeView>());
  // biome-ignore lint/correctness/useExhaustiveDependencies: moving a step changes the graph but none of its edges
  return useMemo(() => {
    const views = edgeViews(graph, new Set(selectedEdges)).map((view) => {
      const old = known.current.get(view.id);
      return old?.selected === view.selected && old.to === view.to && old.bend === view.bend ? old : view;
    });
    known.current = new Map(views.map((view) => [view.id, view]));
    return views;
  }, [nodes, edges, selectedEdges]);
}

function edgeViews(graph: Graph, selected: ReadonlySet<string>): readonly EdgeView[] {
  const ids = edgeIds(graph, definitions);
  const bends = edgeBends(graph, definitions);
  return graph.edges.flatMap((edge, index) => {
    const id = ids[index];
    const from = graph.nodes[edge.from];
    const to = graph.nodes[edge.to];
    const port = edgePort(graph, edge, definitions);
    if (id === undefined || port === undefined || !from || !to || to.type === "note") return [];
    return [
      { id, from: edge.from, port, to: edge.to, bend: bends[index] ?? "early", selected: selected.has(id) },
    ];
  });
}
