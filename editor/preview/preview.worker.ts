import { JobListener } from "./job-delta.ts";
import { PreviewSession } from "./preview-session.ts";
import { tellPreview, type WorkerReply, type WorkerRequest } from "./preview-worker.ts";

/*
 * Computes previews away from the page: the same plan, walk and evaluator as in production. A text that runs away
 * hangs this worker only; the page then ends it and knows by the last `entered` which expression it was.
 */

const listener = new JobListener();
const session = new PreviewSession();
let told = {};

function reply(message: WorkerReply): void {
  postMessage(message);
}

addEventListener("message", (event: MessageEvent<WorkerRequest>) => {
  void answer(event.data);
});

async function answer({ sequence, delta }: WorkerRequest): Promise<void> {
  const started = performance.now();
  try {
    const preview = await session.compute(listener.hear(delta), (step, field) =>
      reply({ sequence, kind: "entered", step, field }),
    );
    reply({
      sequence,
      kind: "done",
      preview: tellPreview(preview, told),
      tookMs: performance.now() - started,
    });
    told = preview.passes;
  } catch (error) {
    reply({ sequence, kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
}

reply({ kind: "ready" });
