import {
  Background,
  BackgroundVariant,
  type ConnectionLineComponent,
  type Edge,
  type EdgeChange,
  type EdgeProps,
  type EdgeTypes,
  Handle,
  MiniMap,
  type Node,
  type NodeChange,
  type NodeProps,
  type NodeTypes,
  Position,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useReactFlow,
  useStore,
  useStoreApi,
  ViewportPortal,
} from "@xyflow/react";
import {
  memo,
  type MouseEvent as ReactMouseEvent,
  type ReactNode,
  useCallback,
  useMemo,
  useRef,
} from "react";
import { type Box, entryTop, grid, type Point } from "../document/geometry.ts";
import type { CanvasProps, Drawing, EdgeView, NodeView } from "./canvas-views.ts";
import type { Bend } from "./edge-geometry.ts";
import { farZoom, revealed, type Viewport, viewportFor, zoomLimits } from "./viewport-math.ts";

/*
 * The only file that knows React Flow. Everything else speaks of steps, exits and places,
 * so a newer React Flow is a change of this file alone.
 */

/** Half the width of the area in which an exit or entry can be grabbed, 24 px as WCAG 2.5.8 asks. */
const reach = 12;
const entryId = "in";

/** What React Flow is given of a drawing; made once per drawing. */
export interface PreparedDrawing {
  readonly nodeTypes: NodeTypes;
  readonly edgeTypes: EdgeTypes;
  readonly pendingLine: ConnectionLineComponent<FlowNode>;
}

type FlowNode = Node<{ docId: string }, "step" | "note">;
type FlowEdge = Edge<{ port: string; bend: Bend }, "line">;

/** Wraps the drawing components for React Flow. Call it once, at module level. */
export function prepareDrawing({
  step: Step,
  note: Note,
  edge: Line,
  pendingLine: Pending,
}: Drawing): PreparedDrawing {
  const nodeTypes = {
    step: memo(({ id }: NodeProps<FlowNode>) => <Step name={id} />),
    note: memo(({ id }: NodeProps<FlowNode>) => <Note name={id} />),
  };
  const edgeTypes = {
    line: memo(
      ({ id, source, target, data, sourceX, sourceY, targetX, targetY, selected }: EdgeProps<FlowEdge>) => (
        <Line
          id={id}
          from={source}
          port={data?.port ?? ""}
          bend={data?.bend ?? "early"}
          to={target}
          start={[sourceX - reach, sourceY]}
          end={[targetX + reach, targetY]}
          selected={selected === true}
        />
      ),
    ),
  };
  return {
    nodeTypes,
    edgeTypes,
    pendingLine: function PendingConnection({ fromX, fromY, toX, toY, toNode, connectionStatus }) {
      const zoom = useStore((state) => state.transform[2]);
      return (
        <Pending
          start={[fromX - reach, fromY]}
          end={[toX, toY]}
          over={toNode?.id}
          allowed={connectionStatus === null ? undefined : connectionStatus === "valid"}
          zoom={zoom}
        />
      );
    },
  };
}

export interface GraphCanvasProps extends CanvasProps {
  readonly drawing: PreparedDrawing;
}

/** The canvas itself. Controlled: it shows the views it is given and reports what people do. */
export function GraphCanvas(props: GraphCanvasProps) {
  const { drawing, wrapperRef } = props;
  const nodes = useFlowNodes(props.nodes);
  const edges = useFlowEdges(props.edges);
  const handlers = useHandlers(props);
  return (
    <ReactFlow<FlowNode, FlowEdge>
      ref={wrapperRef}
      nodes={nodes}
      edges={edges}
      nodeTypes={drawing.nodeTypes}
      edgeTypes={drawing.edgeTypes}
      connectionLineComponent={drawing.pendingLine}
      defaultViewport={props.initialViewport}
      minZoom={zoomLimits.min}
      maxZoom={zoomLimits.max}
      snapToGrid={props.snap}
      snapGrid={snapGrid}
      onlyRenderVisibleElements
      nodesFocusable={false}
      edgesFocusable={false}
      edgesReconnectable={false}
      disableKeyboardA11y
      deleteKeyCode={null}
      selectionKeyCode={null}
      multiSelectionKeyCode="Shift"
      selectionOnDrag
      selectionMode={SelectionMode.Partial}
      panOnDrag={middleButton}
      panOnScroll
      zoomOnDoubleClick={false}
      connectOnClick={false}
      connectionRadius={32}
      connectionDragThreshold={4}
      nodeDragThreshold={3}
      nodeClickDistance={4}
      elevateNodesOnSelect={false}
      attributionPosition="bottom-right"
      tabIndex={0}
      aria-label={props.label}
      aria-activedescendant={props.activeDescendant}
      {...handlers}
    >
      <Background
        variant={BackgroundVariant.Dots}
        gap={grid}
        size={1}
        color="var(--line)"
        bgColor="var(--canvas)"
      />
      {props.children}
    </ReactFlow>
  );
}

const snapGrid: [number, number] = [grid, grid];
const middleButton = [1];

function useHandlers(props: GraphCanvasProps) {
  const latest = useRef(props);
  latest.current = props;
  return useMemo(() => {
    const now = () => latest.current;
    return {
      onNodesChange: (changes: NodeChange<FlowNode>[]) => {
        const places = new Map<string, Point>();
        for (const change of changes) {
          if (change.type === "position" && change.position && change.dragging) {
            places.set(change.id, [change.position.x, change.position.y]);
          }
        }
        if (places.size > 0) now().onDrag(places);
        const selected = selectionChanges(changes);
        if (selected.size > 0) now().onSelectSteps(selected);
      },
      onEdgesChange: (changes: EdgeChange<FlowEdge>[]) => {
        const selected = selectionChanges(changes);
        if (selected.size > 0) now().onSelectEdges(selected);
      },
      onNodeDragStop: () => now().onDragEnd(),
      onSelectionDragStop: () => now().onDragEnd(),
      onNodeClick: (event: ReactMouseEvent, node: FlowNode) => now().onNodeClick(node.id, event),
      onNodeContextMenu: (event: ReactMouseEvent, node: FlowNode) => now().onNodeMenu(node.id, event),
      onEdgeClick: (event: ReactMouseEvent, edge: FlowEdge) => now().onEdgeClick(edge.id, event),
      onEdgeMouseEnter: (_event: ReactMouseEvent, edge: FlowEdge) => now().onEdgeHover(edge.id),
      onEdgeMouseLeave: () => now().onEdgeHover(undefined),
      onPaneClick: () => now().onPaneClick(),
      onDoubleClick: (event: ReactMouseEvent) => {
        const onPane = event.target instanceof Element && event.target.classList.contains("react-flow__pane");
        if (onPane) now().onPaneDoubleClick([event.clientX, event.clientY]);
      },
      onMoveEnd: (_event: unknown, viewport: Viewport) => now().onViewport(viewport),
      isValidConnection: (edge: {
        source: string | null;
        sourceHandle?: string | null;
        target: string | null;
      }) =>
        edge.source !== null &&
        edge.target !== null &&
        now().mayConnect(edge.source, edge.sourceHandle ?? "", edge.target),
      onConnectStart: (_event: unknown, at: { nodeId: string | null; handleId: string | null }) => {
        if (at.nodeId !== null && at.handleId !== null) now().onConnectStart(at.nodeId, at.handleId);
      },
      onConnectEnd: (event: MouseEvent | TouchEvent, end: { toNode: { id: string } | null }) => {
        const point = "clientX" in event ? event : event.changedTouches[0];
        const screen: Point = [point?.clientX ?? 0, point?.clientY ?? 0];
        now().onConnectEnd(end.toNode?.id ?? nodeAt(screen), screen);
      },
    };
  }, []);
}

function selectionChanges(changes: readonly (NodeChange | EdgeChange)[]): ReadonlyMap<string, boolean> {
  return new Map(
    changes.flatMap((change) => (change.type === "select" ? [[change.id, change.selected] as const] : [])),
  );
}

/** The step drawn at a point of the screen. */
function nodeAt([x, y]: Point): string | undefined {
  const node = document.elementFromPoint(x, y)?.closest(".react-flow__node");
  return node instanceof HTMLElement ? node.dataset.id : undefined;
}

function useFlowNodes(views: readonly NodeView[]): FlowNode[] {
  // React Flow compares nodes by identity; a step whose view did not change keeps its object.
  const known = useRef(new Map<string, { view: NodeView; node: FlowNode }>());
  return useMemo(() => {
    const next = new Map<string, { view: NodeView; node: FlowNode }>();
    const nodes = views.map((view) => {
      const old = known.current.get(view.name);
      const entry = old?.view === view ? old : { view, node: toFlowNode(view) };
      next.set(view.name, entry);
      return entry.node;
    });
    known.current = next;
    return nodes;
  }, [views]);
}

function toFlowNode({ name, kind, box, accepts, exits, selected }: NodeView): FlowNode {
  const size = { width: 2 * reach, height: 2 * reach };
  return {
    id: name,
    type: kind,
    position: { x: box.x, y: box.y },
    width: box.width,
    height: box.height,
    measured: { width: box.width, height: box.height },
    zIndex: kind === "note" ? -1 : 0,
    data: { docId: name },
    selected,
    domAttributes: noDescription,
    handles: [
      ...(accepts
        ? [
            {
              id: entryId,
              type: "target" as const,
              position: Position.Left,
              x: -reach,
              y: entryTop - reach,
              ...size,
            },
          ]
        : []),
      ...exits.map(({ port, top }) => ({
        id: port,
        type: "source" as const,
        position: Position.Right,
        x: box.width - reach,
        y: top - reach,
        ...size,
      })),
    ],
  };
}

// Our own card inside carries role and name; React Flow's description on the nameless wrapper would only be noise.
const noDescription = { "aria-roledescription": undefined };

function useFlowEdges(views: readonly EdgeView[]): FlowEdge[] {
  const known = useRef(new Map<string, { view: EdgeView; edge: FlowEdge }>());
  return useMemo(() => {
    const next = new Map<string, { view: EdgeView; edge: FlowEdge }>();
    const edges = views.map((view) => {
      const old = known.current.get(view.id);
      const entry = old?.view === view ? old : { view, edge: toFlowEdge(view) };
      next.set(view.id, entry);
      return entry.edge;
    });
    known.current = next;
    return edges;
  }, [views]);
}

function toFlowEdge({ id, from, port, to, bend, selected }: EdgeView): FlowEdge {
  return {
    id,
    type: "line",
    source: from,
    sourceHandle: port,
    target: to,
    targetHandle: entryId,
    data: { port, bend },
    selected,
    interactionWidth: 20,
    ariaRole: "presentation",
    domAttributes: noEdgeDescription,
  };
}

const noEdgeDescription = { "aria-roledescription": undefined, "aria-label": undefined };

/** Puts the canvas' state around everything that uses {@link useViewportActions}. */
export function CanvasProvider({ children }: { readonly children: ReactNode }) {
  return <ReactFlowProvider>{children}</ReactFlowProvider>;
}

/** The entry of a step: where connections can end. Stands at the place that the document's geometry gives it. */
export const EntryHandle = memo(({ className, children }: { className: string; children?: ReactNode }) => (
  <Handle
    type="target"
    id={entryId}
    position={Position.Left}
    className={className}
    style={{ top: entryTop }}
    isConnectableStart={false}
  >
    {children}
  </Handle>
));

/** One exit of a step. A click that is no drag is reported. */
export const ExitHandle = memo(
  ({
    port,
    top,
    className,
    onClick,
    children,
  }: {
    port: string;
    top: number;
    className: string;
    onClick: () => void;
    children?: ReactNode;
  }) => (
    <Handle
      type="source"
      id={port}
      position={Position.Right}
      className={className}
      style={{ top }}
      isConnectableEnd={false}
      onClick={(event) => {
        event.stopPropagation();
        onClick();
      }}
    >
      {children}
    </Handle>
  ),
);

/** Whether the canvas is zoomed out so far that nodes are drawn reduced. Renders again only when that changes. */
export function useIsFar(): boolean {
  return useStore(isFar);
}
const isFar = (state: { transform: readonly [number, number, number] }) => state.transform[2] < farZoom;

/** Whether a box is larger than what the canvas can show at its present zoom. */
export function useExceedsView(box: Box | undefined): boolean {
  return useStore(({ transform: [, , zoom], width, height }) => {
    return box !== undefined && width > 0 && (box.width * zoom > width || box.height * zoom > height);
  });
}

/** The zoom in whole percent, for the zoom control only. */
export function useZoomPercent(): number {
  return useStore((state) => Math.round(state.transform[2] * 100));
}

/** What can be done with the view of the canvas. Animations last `ms`; 0 cuts. */
export interface ViewportActions {
  toGraph(screen: Point): Point;
  toScreen(place: Point): Point;
  /** Brings a box into sight, moving no further than needed. */
  reveal(box: Box): void;
  center(box: Box): void;
  fit(box: Box | undefined): void;
  zoomBy(factor: number): void;
  zoomTo(zoom: number): void;
}

export function useViewportActions(): ViewportActions {
  const flow = useReactFlow();
  const store = useStoreApi();
  return useMemo(() => {
    const shown = () => {
      const { transform, width, height } = store.getState();
      const [x, y, zoom] = transform;
      return { x, y, zoom, width, height };
    };
    const duration = () => (reducedMotion() ? 0 : 180);
    return {
      toGraph: ([x, y]) => {
        const point = flow.screenToFlowPosition({ x, y });
        return [point.x, point.y];
      },
      toScreen: ([x, y]) => {
        const point = flow.flowToScreenPosition({ x, y });
        return [point.x, point.y];
      },
      reveal: (box) => {
        const now = shown();
        const next = revealed(box, now, now);
        if (next.x !== now.x || next.y !== now.y) void flow.setViewport(next, { duration: duration() });
      },
      center: (box) => {
        const zoom = Math.max(shown().zoom, 0.75);
        void flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom, duration: duration() });
      },
      fit: (box) => {
        const { width, height } = shown();
        void flow.setViewport(viewportFor(box, { width, height }), { duration: duration() });
      },
      zoomBy: (factor) => void flow.zoomTo(shown().zoom * factor, { duration: duration() }),
      zoomTo: (zoom) => void flow.zoomTo(zoom, { duration: duration() }),
    };
  }, [flow, store]);
}
function reducedMotion(): boolean {
  return (
    matchMedia("(prefers-reduced-motion: reduce)").matches ||
    document.documentElement.dataset.motion === "reduced"
  );
}
/** Something in HTML at a place of the canvas, of constant size whatever the zoom, centred there. */
export function AtPlace({ at, children }: { readonly at: Point; readonly children: ReactNode }) {
  const zoom = useStore((state) => state.transform[2]);
  return (
    <ViewportPortal>
      <div
        className="pointer-events-auto absolute z-10"
        style={{ left: at[0], top: at[1], transform: `translate(-50%, -50%) scale(${1 / zoom})` }}
      >
        {children}
      </div>
    </ViewportPortal>
  );
}

export interface OverviewMapProps {
  readonly label: string;
  readonly colorOf: (name: string) => string;
}

/** The small map in the corner (CAN-19). */
export function OverviewMap({ label, colorOf }: OverviewMapProps) {
  const color = useCallback((node: { id: string }) => colorOf(node.id), [colorOf]);
  return (
    <MiniMap
      ariaLabel={label}
      pannable
      zoomable
      position="bottom-right"
      bgColor="var(--surface)"
      maskColor="color-mix(in srgb, var(--sunken) 70%, transparent)"
      nodeColor={color}
      nodeStrokeWidth={0}
      nodeBorderRadius={6}
      style={{ width: 176, height: 112 }}
    />
  );
}
