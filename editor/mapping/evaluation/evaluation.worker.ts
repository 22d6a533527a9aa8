import { evaluate } from "./evaluate.ts";
import type { WorkerReply, WorkerRequest } from "./evaluation-job.ts";

/* Evaluates the cells of a mapping away from the page, so that a text that runs away hangs this worker only. */

function reply(message: WorkerReply): void {
  postMessage(message);
}

addEventListener("message", ({ data: { sequence, job } }: MessageEvent<WorkerRequest>) => {
  reply({ kind: "done", sequence, evaluations: evaluate(job) });
});

reply({ kind: "ready" });
