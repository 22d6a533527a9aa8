import type { Slices } from "@trasvase/shared/expression/slices.ts";
import { useMemo } from "react";
import { cellText } from "../cell-questions.ts";
import type { EvaluationJob, Scope } from "../evaluation/evaluation-job.ts";
import { useEvaluated } from "../evaluation/use-evaluated.ts";
import type { TargetRow } from "../target-rows.ts";
import { type ListCheck, listOutcome, scopeWithSize, sizesTried } from "./list-sizes.ts";

export interface ListCheckInput {
  readonly rows: readonly TargetRow[];
  readonly text: string;
  readonly cut: Slices;
  readonly scope: Scope | undefined;
  /** Samples that lend elements where the current one's list is empty. */
  readonly others: readonly Scope[];
  readonly tables: EvaluationJob["tables"];
}

/** Tries every list of the target with no, one and two elements (MAP-7); by row. */
export function useListChecks(input: ListCheckInput): ReadonlyMap<string, ListCheck> {
  const { rows, text, cut, scope, others, tables } = input;
  const tried = useMemo(() => {
    if (!scope) return undefined;
    const lists = rows.filter((row) => row.pair && row.field?.type === "list" && row.lines.length === 0);
    const cases = lists.flatMap((row) => {
      const question = cellText(row.text, { text, cut, lines: [] });
      return sizesTried.flatMap((size) => {
        const sized = scopeWithSize(question, scope, size, others);
        return sized ? [{ row: row.id, size, question, scope: sized }] : [];
      });
    });
    if (cases.length === 0) return undefined;
    const job: EvaluationJob = {
      scopes: cases.map((one) => one.scope),
      tables,
      questions: [...new Map(cases.map((one) => [one.row, { id: one.row, text: one.question }])).values()],
    };
    return { cases, job };
  }, [rows, text, cut, scope, others, tables]);
  const { evaluations, isStale } = useEvaluated(tried?.job);
  return useMemo(() => {
    const checks = new Map<string, ListCheck>();
    if (!tried || !evaluations || isStale) return checks;
    for (const [index, { row, size }] of tried.cases.entries()) {
      const answer = evaluations[row]?.[index];
      if (answer) checks.set(row, [...(checks.get(row) ?? []), { size, outcome: listOutcome(answer) }]);
    }
    return checks;
  }, [tried, evaluations, isStale]);
}
