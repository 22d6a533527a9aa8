import { type DragEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { canConnect } from "../document/can-connect.ts";
import { definitions } from "../document/catalogue.ts";
import { useDocument, useFlowEditing, useSession } from "../document/flow-editing.tsx";
import { boundsOf } from "../document/geometry.ts";
import { readDraggedStep, stepDragType } from "../palette/drag-step.ts";
import { announce } from "../ui/live-region.tsx";
import { useCanvasCommands } from "./canvas-commands.ts";
import { CanvasControls } from "./canvas-controls.tsx";
import { useCanvasStore } from "./canvas-store.ts";
import { edgeElementId, stepElementId } from "./dom-ids.ts";
import { EdgeLine } from "./edge-line.tsx";
import { EdgePeek } from "./edge-peek.tsx";
import { EdgeTools } from "./edge-tools.tsx";
import { focusCanvas } from "./focus-canvas.ts";
import { useEdgeViews, useNodeViews } from "./graph-views.ts";
import { nearestEdge } from "./nearest-edge.ts";
import { NodeCard } from "./node-card.tsx";
import { NoteCard } from "./note-card.tsx";
import { Overview } from "./overview.tsx";
import { PendingLine } from "./pending-line.tsx";
import { GraphCanvas, prepareDrawing, useViewportActions } from "./react-flow-adapter.tsx";
import { rememberedViewport, rememberViewport } from "./remembered-viewport.ts";
import { firstViewport } from "./viewport-math.ts";

const drawing = prepareDrawing({ step: NodeCard, note: NoteCard, edge: EdgeLine, pendingLine: PendingLine });

/** The canvas of the open flow, with everything the pointer can do there. */
export function GraphArea() {
  const t = useTranslations("canvas");
  const { document, session } = useFlowEditing();
  const canvas = useCanvasStore();
  const commands = useCanvasCommands();
  const viewport = useViewportActions();
  const area = useRef<HTMLDivElement>(null);
  const wrapper = useRef<HTMLDivElement>(null);
  const nodes = useNodeViews();
  const edges = useEdgeViews();
  const name = useDocument((state) => state.graph.name);
  const active = useSession((state) => activeElementOf(state.focus));
  const free = useAltKey();
  const [initialViewport] = useState(() => {
    const { flow, graph } = document.getState();
    const size = { width: window.innerWidth - 320, height: window.innerHeight - 140 };
    return rememberedViewport(flow) ?? firstViewport(boundsOf(graph, definitions), size);
  });
  const events = useMemo(
    () => ({
      onSelectSteps: (changed: ReadonlyMap<string, boolean>) => {
        const { selection, select, focusOn } = session.getState();
        const names = applyChanges(selection, changed);
        const [first] = names;
        select(names);
        if (first !== undefined) focusOn({ kind: "node", name: first });
        if (names.length > 1) announce(t("announce.selected", { count: names.length }));
      },
      onSelectEdges: (changed: ReadonlyMap<string, boolean>) => {
        const { selection, selectedEdges, select } = session.getState();
        // Steps and connections are not selected together: deleting the steps takes their connections along anyway.
        if (selection.length === 0) select([], applyChanges(selectedEdges, changed));
      },
      onNodeClick: (
        node: string,
        event: { readonly shiftKey: boolean; readonly ctrlKey: boolean; readonly metaKey: boolean },
      ) => {
        const { connecting } = canvas.getState();
        if (connecting) {
          canvas.setState({ connecting: undefined });
          if (connecting.from !== node) commands.connect(connecting.from, connecting.port, node);
          return;
        }
        if (event.shiftKey || event.ctrlKey || event.metaKey) return;
        if (!document.getState().graph.nodes[node]) return;
        commands.show(node);
        focusCanvas();
      },
      onEdgeClick: (id: string) => {
        session.getState().select([], [id]);
        session.getState().focusOn({ kind: "edge", id });
      },
      onNodeMenu: (
        node: string,
        event: { preventDefault(): void; readonly clientX: number; readonly clientY: number },
      ) => {
        event.preventDefault();
        if (!session.getState().selection.includes(node)) session.getState().select([node]);
        session.getState().focusOn({ kind: "node", name: node });
        canvas.setState({ menu: { name: node, screen: [event.clientX, event.clientY] } });
      },
      onEdgeHover: (id: string | undefined) => canvas.setState({ hoveredEdge: id }),
      onPaneClick: () => {
        session.getState().select([]);
        session.getState().focusOn(undefined);
        commands.cancel();
        focusCanvas();
      },
      onPaneDoubleClick: (screen: readonly [number, number]) =>
        commands.openQuickAdd({ kind: "free", at: viewport.toGraph(screen) }, screen),
      onViewport: (view: { x: number; y: number; zoom: number }) =>
        rememberViewport(document.getState().flow, view),
      mayConnect: (from: string, port: string, to: string) =>
        canConnect(document.getState().graph, { from, port, to }, definitions) === "allowed",
    }),
    [document, session, canvas, commands, viewport, t],
  );
  const drop = useStepDrop();
  const count = nodes.length;
  return (
    <div ref={area} data-canvas data-command-scope="canvas" className="relative min-h-0 grow" {...drop}>
      <GraphCanvas
        drawing={drawing}
        nodes={nodes}
        edges={edges}
        initialViewport={initialViewport}
        snap={!free}
        label={t("label", { name, count })}
        activeDescendant={active}
        wrapperRef={wrapper}
        onDrag={commands.dragTo}
        onDragEnd={commands.dropDragged}
        onConnectStart={commands.beginConnecting}
        onConnectEnd={commands.endConnecting}
        {...events}
      >
        <EdgeTools />
        <EdgePeek />
        <CanvasControls />
        <Overview />
      </GraphCanvas>
    </div>
  );
}

function applyChanges(selected: readonly string[], changed: ReadonlyMap<string, boolean>): readonly string[] {
  const kept = selected.filter((one) => changed.get(one) !== false);
  const added = [...changed].flatMap(([one, isSelected]) =>
    isSelected && !selected.includes(one) ? [one] : [],
  );
  return [...kept, ...added];
}

function activeElementOf(focus: { kind: "node"; name: string } | { kind: "edge"; id: string } | undefined) {
  if (!focus) return undefined;
  return focus.kind === "node" ? stepElementId(focus.name) : edgeElementId(focus.id);
}

/** Whether Alt is held: steps then leave the grid (CAN-3). */
function useAltKey(): boolean {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    const note = (event: KeyboardEvent) => setHeld(event.altKey);
    const release = () => setHeld(false);
    window.addEventListener("keydown", note);
    window.addEventListener("keyup", note);
    window.addEventListener("blur", release);
    return () => {
      window.removeEventListener("keydown", note);
      window.removeEventListener("keyup", note);
      window.removeEventListener("blur", release);
    };
  }, []);
  return held;
}

/** Takes steps that are dragged from the palette, and shows the edge they would be put into. */
function useStepDrop() {
  const { document } = useFlowEditing();
  const canvas = useCanvasStore();
  const commands = useCanvasCommands();
  const viewport = useViewportActions();
  const onDragOver = useCallback(
    (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(stepDragType)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      const point = viewport.toGraph([event.clientX, event.clientY]);
      const spliceEdge = nearestEdge(document.getState().graph, point, 24, definitions);
      if (canvas.getState().spliceEdge !== spliceEdge) canvas.setState({ spliceEdge });
    },
    [document, canvas, viewport],
  );
  const onDragLeave = useCallback(() => canvas.setState({ spliceEdge: undefined }), [canvas]);
  const onDrop = useCallback(
    (event: DragEvent) => {
      const step = readDraggedStep(event.dataTransfer);
      if (!step) return;
      event.preventDefault();
      commands.dropAt(step, [event.clientX, event.clientY]);
      focusCanvas();
    },
    [commands],
  );
  return { onDragOver, onDragLeave, onDrop };
}
