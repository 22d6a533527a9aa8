import { walkFrom } from "../canvas/walk-steps.ts";
import { definitions } from "../document/catalogue.ts";
import { useDocument, useFlowEditing, useSession } from "../document/flow-editing.tsx";
import { usePreview } from "../preview/preview-context.tsx";
import { placeBefore, placeBehind, placeOnWay, type RecordPlace } from "../preview/record-way.ts";

/**
 * How to go from a step to the one before and behind it: along the way of the record that is looked at; where it does not
 * go, along the connections. Undefined where there is none.
 */
export function useWaySteps(node: string): {
  readonly before: (() => void) | undefined;
  readonly behind: (() => void) | undefined;
} {
  const { session } = useFlowEditing();
  const graph = useDocument((state) => state.graph);
  const passes = usePreview((state) => state.passes);
  const looked = useSession((state) => state.record);
  const ids = passes[node]?.passes.map((pass) => pass.recordId) ?? [];
  const record = ids[placeOnWay(ids, looked)];
  const place = record === undefined ? undefined : { node, record };
  const goTo = (next: RecordPlace | undefined, direction: "left" | "right") => {
    if (next) return () => session.getState().follow(next.node, next.record);
    const step = walkFrom(graph, node, direction, definitions);
    return step === undefined ? undefined : () => session.getState().open(step);
  };
  return {
    before: goTo(place && placeBefore(place), "left"),
    behind: goTo(place && placeBehind(place, graph, passes), "right"),
  };
}
