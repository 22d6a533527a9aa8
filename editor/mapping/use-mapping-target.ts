import { useMemo } from "react";
import { useDocument } from "../document/flow-editing.tsx";
import { findTarget, type MappingTarget, type TargetField, targetFields } from "./find-target.ts";

const none: readonly TargetField[] = [];

/** The destination that a mapping fills, with the fields it can be sent. */
export function useMappingTarget(node: string | undefined): {
  readonly target: MappingTarget | undefined;
  readonly fields: readonly TargetField[];
} {
  const graph = useDocument((state) => state.graph);
  const types = useDocument((state) => state.catalogue.connections);
  return useMemo(() => {
    const target = node === undefined ? undefined : findTarget(graph, node, types);
    return { target, fields: target ? targetFields(target) : none };
  }, [graph, node, types]);
}
