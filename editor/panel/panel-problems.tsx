import type { Problem } from "@trasvase/shared/problem.ts";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useFlowEditing } from "../document/flow-editing.tsx";
import { isToFillIn } from "../form/problems-at.ts";
import { Button } from "../ui/button.tsx";
import { ProblemMessage } from "../ui/problem-message.tsx";
import { useProblemsOf } from "./node-form.tsx";

/** How many problems are in sight before a person asks for all. */
const shownAtFirst = 2;

/** What is wrong with the step, each with a way to its field. What is merely still empty is said at the fields. */
export function PanelProblems({ node }: { node: string }) {
  const t = useTranslations("panel.problems");
  const { session } = useFlowEditing();
  const problems = useProblemsOf(node).filter(
    (problem) => !isToFillIn(problem) && problem.severity !== "note",
  );
  const [all, setAll] = useState(false);
  if (problems.length === 0) return null;
  const show = ({ field, start, end }: Problem) => session.getState().open(node, { field, start, end });
  const shown = all ? problems : problems.slice(0, shownAtFirst);
  return (
    <div className="flex max-h-32 shrink-0 flex-col gap-1 overflow-auto border-b border-line bg-surface px-3 py-1.5 text-sm">
      {shown.map((problem, index) => (
        <ProblemMessage
          // biome-ignore lint/suspicious/noArrayIndexKey: the same problem may be there twice
          key={index}
          problem={problem}
          action={
            problem.field !== undefined && (
              <Button size="sm" variant="quiet" onPress={() => show(problem)}>
                {t("show")}
              </Button>
            )
          }
        />
      ))}
      {problems.length > shownAtFirst && (
        <Button size="sm" variant="quiet" className="self-start" onPress={() => setAll(!all)}>
          {all ? t("fewer") : t("more", { count: problems.length - shownAtFirst })}
        </Button>
      )}
    </div>
  );
}
