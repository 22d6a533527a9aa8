import { computePreview } from "./compute-preview.ts";
import type { WorkerReply, WorkerRequest } from "./preview-job.ts";

/*
 * Computes previews away from the page: the same plan, walk and evaluator as in production. A text that runs away
 * hangs this worker only; the page then ends it and knows by the last `entered` which step it was.
 */

function reply(message: WorkerReply): void {
  postMessage(message);
}

addEventListener("message", (event: MessageEvent<WorkerRequest>) => {
  void answer(event.data);
});

async function answer({ sequence, job }: WorkerRequest): Promise<void> {
  const started = performance.now();
  try {
    const preview = await computePreview(job, (step) => reply({ sequence, kind: "entered", step }));
    reply({ sequence, kind: "done", preview, tookMs: performance.now() - started });
  } catch (error) {
    reply({ sequence, kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
}

reply({ kind: "ready" });
