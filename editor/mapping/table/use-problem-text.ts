import { useCallback } from "react";
import { useTranslations } from "use-intl";
import type { RowProblem } from "../row-problems.ts";

/** What a problem of a row says in the language of the page. */
export function useProblemText(): (problem: RowProblem) => string {
  const t = useTranslations("mappingTable.problem");
  const outcome = useTranslations("mappingTable.listOutcome");
  const type = useTranslations("mappingTable.type");
  return useCallback(
    (problem) => {
      switch (problem.code) {
        case "text":
          return problem.message;
        case "wrong-type":
          return t("wrong-type", { type: type(problem.type) });
        case "not-listed":
          return t("not-listed", { value: problem.value });
        case "too-long":
          return t("too-long", { length: problem.length, most: problem.most });
        case "collapses":
          return t("collapses", {
            zero: outcome(problem.zero),
            one: outcome(problem.one),
            two: outcome(problem.two),
          });
        default:
          return t(problem.code);
      }
    },
    [t, outcome, type],
  );
}
