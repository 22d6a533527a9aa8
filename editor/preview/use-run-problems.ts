import type { Problem } from "@trasvase/shared/problem.ts";
import { useMemo } from "react";
import { usePassesOfNode } from "./use-passes.ts";

/** What went wrong in an expression of a step with the current sample, as problems with their place in its text. */
export function useRunProblems(node: string | undefined, path: string): readonly Problem[] {
  const known = usePassesOfNode(node ?? "");
  return useMemo(() => {
    if (!known || known.stale) return [];
    return known.passes.flatMap(({ outcome }): readonly Problem[] => {
      if (outcome?.kind !== "rejected" || outcome.field !== path || outcome.start === undefined) return [];
      const { code = "rejected", message, field, start, end, value } = outcome;
      return [
        {
          code,
          severity: "error",
          message,
          field,
          start,
          ...(end === undefined ? {} : { end }),
          ...(value === undefined ? {} : { value }),
        },
      ];
    });
  }, [known, path]);
}
