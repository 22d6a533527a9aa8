import { useMemo } from "react";
import { useMapping } from "../editing/mapping-editing.tsx";
import type { Evaluated, EvaluationJob } from "../evaluation/evaluation-job.ts";
import { useEvaluated } from "../evaluation/use-evaluated.ts";

/** What the mapping of the active version makes of the record that reaches the step now; undefined while it is computed. */
export function useActiveOutput(): Evaluated | undefined {
  const { model } = useMapping();
  const { activeText, scopes, tables } = model;
  const job = useMemo((): EvaluationJob | undefined => {
    if (activeText === undefined || !scopes.current) return undefined;
    return { scopes: [scopes.current], tables, questions: [{ id: "active", text: activeText }] };
  }, [activeText, scopes, tables]);
  const { evaluations } = useEvaluated(job);
  return evaluations?.active?.[0];
}
