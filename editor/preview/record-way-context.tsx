import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useSession } from "../document/flow-editing.tsx";
import { useKept } from "./keep-equal.ts";
import { usePreview } from "./preview-context.tsx";
import { placeOnWay, type RecordWay, wayOf } from "./record-way.ts";

const RecordWayContext = createContext<RecordWay | undefined>(undefined);

/** Knows the way of the record that is being followed, for everything below that is dimmed beside it. */
export function RecordWayProvider({ children }: { children: ReactNode }) {
  const node = useSession((state) => (state.following ? state.openNode : undefined));
  const looked = useSession((state) => state.record);
  const passes = usePreview((state) => (node === undefined ? undefined : state.passes));
  const way = useMemo(() => {
    if (node === undefined || !passes) return undefined;
    const ids = passes[node]?.passes.map((pass) => pass.recordId) ?? [];
    const record = ids[placeOnWay(ids, looked)];
    return record === undefined ? undefined : wayOf(node, record, passes);
  }, [node, looked, passes]);
  return <RecordWayContext value={useKept(way)}>{children}</RecordWayContext>;
}

/** Whether a step lies beside the way that is being followed. */
export function useIsStepAside(name: string): boolean {
  const way = useContext(RecordWayContext);
  return way !== undefined && !way.steps.includes(name);
}

/** Whether a connection lies beside the way that is being followed. */
export function useIsEdgeAside(id: string): boolean {
  const way = useContext(RecordWayContext);
  return way !== undefined && !way.edges.includes(id);
}
