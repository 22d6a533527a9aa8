import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { definitions } from "../document/catalogue.ts";
import { type Connection, edgeIds, edgePort } from "../document/definitions.ts";
import { useDocument, useSession } from "../document/flow-editing.tsx";
import { RecordPeek } from "../preview/record-peek.tsx";
import { classNames } from "../ui/class-names.ts";
import { useCanvas } from "./canvas-store.ts";
import { edgeCorners, labelPlace } from "./edge-geometry.ts";
import { edgeEnds } from "./nearest-edge.ts";
import { AtPlace, useViewportActions } from "./react-flow-adapter.tsx";

/** How long the pointer rests on a connection before its record is shown. */
const restMs = 250;
const margin = 8;

/** The record as it passes along the connection under the pointer or the keyboard (PV-3). */
export function EdgePeek() {
  const hovered = useCanvas((state) =>
    state.connecting || state.quickAdd || state.moving.size > 0 ? undefined : state.hoveredEdge,
  );
  const rested = useRested(hovered);
  const focused = useSession((state) => (state.focus?.kind === "edge" ? state.focus.id : undefined));
  const docked = useSession((state) => (state.openNode === undefined ? state.openEdge : undefined));
  const id = rested ?? focused;
  return id === undefined || id === docked ? null : <PeekOf key={id} id={id} />;
}

function PeekOf({ id }: { readonly id: string }) {
  const graph = useDocument((state) => state.graph);
  const viewport = useViewportActions();
  const index = edgeIds(graph, definitions).indexOf(id);
  const ends = edgeEnds(graph, index, definitions);
  const edge = graph.edges[index];
  const port = edge && edgePort(graph, edge, definitions);
  if (!ends || !edge || port === undefined) return null;
  const { at } = labelPlace(edgeCorners(ends.start, ends.end, ends.bend), ends.bend);
  const connection: Connection = { from: edge.from, port, to: edge.to };
  const isLow = viewport.toScreen(at)[1] > window.innerHeight * 0.5;
  return (
    <AtPlace at={at}>
      <Clamped className={isLow ? "bottom-12" : "top-4"}>
        <RecordPeek edge={connection} />
      </Clamped>
    </AtPlace>
  );
}

/** Centred below or above its place, but never beyond the sides of the canvas. */
function Clamped({ className, children }: { readonly className: string; readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [shift, setShift] = useState(0);
  useLayoutEffect(() => {
    const own = box.current?.getBoundingClientRect();
    const area = box.current?.closest("[data-canvas]")?.getBoundingClientRect();
    if (!own || !area) return;
    const tooFarLeft = Math.max(0, area.left + margin - own.left);
    const tooFarRight = Math.max(0, own.right + margin - area.right);
    setShift(tooFarLeft - tooFarRight);
  }, []);
  return (
    <div
      ref={box}
      style={{ left: shift }}
      className={classNames("pointer-events-none absolute -translate-x-1/2", className)}
    >
      {children}
    </div>
  );
}

/** The edge under the pointer, once the pointer has rested there. */
function useRested(id: string | undefined): string | undefined {
  const [rested, setRested] = useState<string>();
  useEffect(() => {
    const timer = setTimeout(() => setRested(id), id === undefined ? 0 : restMs);
    return () => clearTimeout(timer);
  }, [id]);
  return id === undefined ? undefined : rested;
}
