import { useEffect, useId, useState } from "react";
import type { EvaluationJob, Evaluations } from "./evaluation-job.ts";
import { EvaluationWorker } from "./evaluation-worker.ts";

// One for all editors of the page: evaluations take a millisecond or two, and a worker takes memory.
let shared: EvaluationWorker | undefined;

function worker(): EvaluationWorker {
  shared ??= new EvaluationWorker(
    () =>
      new Worker(new URL("./evaluation.worker.ts", import.meta.url), { type: "module", name: "evaluation" }),
  );
  return shared;
}

export interface Evaluated {
  /** Undefined before the first answer. While a newer job is under way, that of the one before. */
  readonly evaluations: Evaluations | undefined;
  /** Whether a newer job is under way, or did not finish. */
  readonly isStale: boolean;
  /** The job did not finish and was ended. */
  readonly isStopped: boolean;
}

/** Evaluates a job whenever it is another object. */
export function useEvaluated(job: EvaluationJob | undefined): Evaluated {
  const asker = useId();
  const [answer, setAnswer] = useState<{ job: EvaluationJob; evaluations: Evaluations | undefined }>();
  useEffect(() => {
    if (!job) return;
    let isWanted = true;
    void worker()
      .evaluate(asker, job)
      .then((result) => {
        if (!isWanted || result.kind === "dropped") return;
        setAnswer((before) =>
          result.kind === "done"
            ? { job, evaluations: result.evaluations }
            : { job, evaluations: before?.evaluations },
        );
      });
    return () => {
      isWanted = false;
    };
  }, [asker, job]);
  const isDone = answer !== undefined && answer.job === job;
  return {
    evaluations: job && answer?.evaluations,
    isStale: !isDone,
    isStopped: isDone && answer.evaluations === undefined,
  };
}
