import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
} from "react";
import { useTranslations } from "use-intl";
import { definitions } from "../document/catalogue.ts";
import { type Connection, edgeId, edgeIds, edgePort } from "../document/definitions.ts";
import { useDocument, useSession } from "../document/flow-editing.tsx";
import { classNames } from "../ui/class-names.ts";
import { dockStore, useDock } from "./dock-store.ts";
import { EdgePanel } from "./edge-panel.tsx";
import { GridPanel } from "./grid-panel.tsx";
import { NodePanel } from "./node-panel.tsx";

const leastShare = 0.2;
const mostShare = 0.85;

/**
 * The canvas with the open step's panel below it or at its right. The canvas is always the same child, so that opening, docking and
 * maximising never build it anew.
 */
export function PanelDock({ children }: { children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);
  const { mode, isMaximised, height, width } = useDock();
  const open = useSession((state) => state.openNode);
  const isThere = useDocument((state) => open !== undefined && state.graph.nodes[open] !== undefined);
  const node = isThere ? open : undefined;
  const edge = useOpenEdge();
  const isGrid = useSession((state) => state.gridOpen) && node === undefined && edge === undefined;
  const isOpen = node !== undefined || edge !== undefined || isGrid;
  const share = mode === "bottom" ? height : width;
  const wasOpen = useRef(false);
  useEffect(() => {
    wasOpen.current = node !== undefined;
  }, [node]);
  return (
    <div
      ref={frame}
      className={classNames("flex min-h-0 min-w-0 grow", mode === "bottom" ? "flex-col" : "flex-row")}
    >
      <div className={classNames("flex min-h-0 min-w-0 flex-1 flex-col", isOpen && isMaximised && "hidden")}>
        {children}
      </div>
      {isOpen && (
        <>
          {!isMaximised && <DockEdge frame={frame} share={share} />}
          <div
            className="flex min-h-0 min-w-0 shrink-0 flex-col"
            style={isMaximised ? { flex: "1 1 0" } : { flexBasis: `${share * 100}%` }}
          >
            {node !== undefined && <NodePanel key={node} node={node} isFollowing={() => wasOpen.current} />}
            {edge && <EdgePanel key={edgeId(edge)} edge={edge} />}
            {isGrid && <GridPanel />}
          </div>
        </>
      )}
    </div>
  );
}

/** The connection whose records are docked, as long as it is there. */
function useOpenEdge(): Connection | undefined {
  const id = useSession((state) => (state.openNode === undefined ? state.openEdge : undefined));
  const graph = useDocument((state) => (id === undefined ? undefined : state.graph));
  return useMemo(() => {
    const edge = graph?.edges[id === undefined ? -1 : edgeIds(graph, definitions).indexOf(id)];
    const port = graph && edge && edgePort(graph, edge, definitions);
    return edge && port !== undefined ? { from: edge.from, port, to: edge.to } : undefined;
  }, [id, graph]);
}

/** The bar that sizes the panel: by pointer, by arrow keys; double click or Enter puts it back. */
function DockEdge({ frame, share }: { frame: RefObject<HTMLDivElement | null>; share: number }) {
  const t = useTranslations("panel");
  const { mode } = useDock();
  const isBottom = mode === "bottom";
  const move = (wanted: number) => {
    const next = Math.min(mostShare, Math.max(leastShare, wanted));
    dockStore.setState(isBottom ? { height: next } : { width: next });
  };
  const reset = () => dockStore.setState(isBottom ? { height: 0.45 } : { width: 0.42 });
  const onPointerMove = (event: PointerEvent) => {
    const box = frame.current?.getBoundingClientRect();
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    move(isBottom ? (box.bottom - event.clientY) / box.height : (box.right - event.clientX) / box.width);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const grow = isBottom ? "ArrowUp" : "ArrowLeft";
    const shrink = isBottom ? "ArrowDown" : "ArrowRight";
    if (event.key === grow) move(share + 0.03);
    else if (event.key === shrink) move(share - 0.03);
    else if (event.key === "Enter") reset();
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot hold the focus and a value
    <div
      role="separator"
      tabIndex={0}
      aria-label={t("size")}
      aria-orientation={isBottom ? "horizontal" : "vertical"}
      aria-valuenow={Math.round(share * 100)}
      aria-valuemin={leastShare * 100}
      aria-valuemax={mostShare * 100}
      onKeyDown={onKeyDown}
      onDoubleClick={reset}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      className={classNames(
        "focus-ring-inset relative z-10 shrink-0 touch-none bg-line-strong transition-colors before:absolute before:content-[''] hover:bg-accent focus-visible:bg-accent",
        isBottom
          ? "h-px cursor-row-resize before:inset-x-0 before:-inset-y-1.5"
          : "w-px cursor-col-resize before:-inset-x-1.5 before:inset-y-0",
      )}
    />
  );
}
