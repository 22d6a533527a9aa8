import type { WorkerReply, WorkerRequest } from "./watched-worker.ts";

/** What a worker can say while it computes. */
export interface WorkerSigns {
  entered(step: string, field: string): void;
  alive(): void;
}

/** Answers the requests of a page's WatchedWorker, from inside the worker. */
export function serveWorker<Told, Answer>(
  compute: (told: Told, signs: WorkerSigns) => Promise<Answer>,
): void {
  const reply = (message: WorkerReply<Answer>) => postMessage(message);
  const answer = async ({ sequence, told }: WorkerRequest<Told>) => {
    const started = performance.now();
    try {
      const computed = await compute(told, {
        entered: (step, field) => reply({ sequence, kind: "entered", step, field }),
        alive: () => reply({ sequence, kind: "alive" }),
      });
      reply({ sequence, kind: "done", answer: computed, tookMs: performance.now() - started });
    } catch (error) {
      reply({ sequence, kind: "failed", message: error instanceof Error ? error.message : String(error) });
    }
  };
  addEventListener("message", (event: MessageEvent<WorkerRequest<Told>>) => {
    void answer(event.data);
  });
  reply({ kind: "ready" });
}
