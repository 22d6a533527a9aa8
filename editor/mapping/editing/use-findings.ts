import type { Finding } from "@trasvase/shared/expression/lint/finding.ts";
import { useEffect, useId, useState } from "react";
import { expressionWorker } from "../../expression/the-worker.ts";
import { useKnowledge } from "../../expression/use-knowledge.ts";

const none: readonly Finding[] = [];

/**
 * Lists are tried with no, one and two elements by the table itself, which sees more. Mistakes are told by planning, with the same code
 * and place.
 */
const toldElsewhere = /^(?:collapsing-list|[SX]\d{4})$/;

/** What there is to look at in a mapping's text by itself and with the samples; none while an answer for exactly this text is under way. */
export function useFindings(node: string, field: string, text: string): readonly Finding[] {
  const asker = useId();
  const knowledge = useKnowledge(node, field);
  const [found, setFound] = useState<{ readonly text: string; readonly findings: readonly Finding[] }>();
  useEffect(() => {
    let isWanted = true;
    void expressionWorker.ask(asker, knowledge, { kind: "lint", text }).then((asked) => {
      if (!isWanted || asked.kind !== "answered") return;
      setFound({ text, findings: asked.answer.filter(({ code }) => !toldElsewhere.test(code)) });
    });
    return () => {
      isWanted = false;
    };
  }, [asker, knowledge, text]);
  return found?.text === text ? found.findings : none;
}
