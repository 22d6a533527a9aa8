import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { EvaluationJob, WorkerReply, WorkerRequest } from "./evaluation-job.ts";
import { EvaluationWorker, watchdogMs } from "./evaluation-worker.ts";

const job: EvaluationJob = { scopes: [], tables: {}, questions: [] };

/** A worker whose answers the test gives by hand. */
function handWorker() {
  const workers: { requests: WorkerRequest[]; say: (reply: WorkerReply) => void; ended: boolean }[] = [];
  const worker = new EvaluationWorker(() => {
    let hear: ((event: { readonly data: WorkerReply }) => void) | undefined;
    const own = {
      requests: [] as WorkerRequest[],
      say: (data: WorkerReply) => hear?.({ data }),
      ended: false,
    };
    workers.push(own);
    return {
      postMessage: (request) => own.requests.push(request),
      addEventListener: (_type, listener) => {
        hear = listener;
      },
      terminate: () => {
        own.ended = true;
      },
    };
  });
  return { worker, workers };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the evaluation worker", () => {
  it("is ended when it does not answer, and replaced", async () => {
    const { worker, workers } = handWorker();
    const hanging = worker.evaluate("cells", job);
    workers[0]?.say({ kind: "ready" });
    vi.advanceTimersByTime(watchdogMs);
    expect(await hanging).toEqual({ kind: "stopped" });
    expect(workers[0]?.ended).toBe(true);
    const next = worker.evaluate("cells", job);
    workers[1]?.say({ kind: "ready" });
    workers[1]?.say({ kind: "done", sequence: 2, evaluations: {} });
    expect(await next).toEqual({ kind: "done", evaluations: {} });
  });

  it("does not count the time in which it loads", async () => {
    const { worker, workers } = handWorker();
    const waiting = worker.evaluate("cells", job);
    vi.advanceTimersByTime(watchdogMs * 2);
    workers[0]?.say({ kind: "ready" });
    workers[0]?.say({ kind: "done", sequence: 1, evaluations: {} });
    expect(await waiting).toEqual({ kind: "done", evaluations: {} });
  });

  it("drops an older job of the same asker only", async () => {
    const { worker, workers } = handWorker();
    const running = worker.evaluate("cells", job);
    workers[0]?.say({ kind: "ready" });
    const older = worker.evaluate("cells", job);
    const other = worker.evaluate("lists", job);
    const newer = worker.evaluate("cells", job);
    expect(await older).toEqual({ kind: "dropped" });
    for (const sequence of [1, 2, 3]) workers[0]?.say({ kind: "done", sequence, evaluations: {} });
    expect((await Promise.all([running, other, newer])).map(({ kind }) => kind)).toEqual([
      "done",
      "done",
      "done",
    ]);
  });
});
