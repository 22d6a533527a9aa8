import { useEffect, useState } from "react";
import { usePreference } from "../shell/preferences.ts";
import type { FunctionEntry } from "./expression-question.ts";
import { expressionWorker } from "./the-worker.ts";
import { useKnowledge } from "./use-knowledge.ts";

/** Every function with an example on what reaches an expression of a step; undefined until the worker has answered. */
export function useFunctionEntries(node: string, path: string): readonly FunctionEntry[] | undefined {
  const knowledge = useKnowledge(node, path);
  const language = usePreference("language");
  const [entries, setEntries] = useState<readonly FunctionEntry[]>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another language means other summaries
  useEffect(() => {
    let isWanted = true;
    void expressionWorker.ask("functions", knowledge, { kind: "functions" }).then((result) => {
      if (isWanted && result.kind === "answered") setEntries(result.answer);
    });
    return () => {
      isWanted = false;
    };
  }, [knowledge, language]);
  return entries;
}
