import { useCallback, useState } from "react";
import { useFlowEditing, useSession } from "../document/flow-editing.tsx";
import { placeOnWay } from "../preview/record-way.ts";

/**
 * Which of several records is looked at, and how to look at another. The same record is looked at in every panel: what became of it
 * behind a step, or what it came of. Without ids the choice belongs to the panel alone.
 */
export function useLookedAt(ids: readonly string[]): readonly [number, (index: number) => void] {
  const { session } = useFlowEditing();
  const place = useSession((state) => placeOnWay(ids, state.record));
  const [own, setOwn] = useState(0);
  const choose = useCallback(
    (index: number) => {
      const id = ids[index];
      if (id === undefined) setOwn(index);
      else session.getState().lookAt(id);
    },
    [ids, session],
  );
  return [ids.length > 0 ? place : own, choose];
}
