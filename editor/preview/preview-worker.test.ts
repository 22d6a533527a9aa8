import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PreviewJob } from "./preview-job.ts";
import { PreviewWorker, type WorkerReply, type WorkerRequest, watchdogMs } from "./preview-worker.ts";

const job: PreviewJob = {
  graph: { format: 1, name: "", nodes: {}, edges: [], tables: {}, layout: {} },
  connections: [],
  sample: { key: "A1", data: {}, readAt: "2026-11-23T10:00:00.000Z" },
};
const preview = { steps: [], passes: {}, leaves: [], walked: true, pending: [] };

/** A worker whose answers the test gives by hand. */
function handWorker() {
  const workers: { requests: WorkerRequest[]; say: (reply: WorkerReply) => void; ended: boolean }[] = [];
  const worker = new PreviewWorker(() => {
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

describe("the preview's worker", () => {
  it("is ended when it does not answer, names the expression, and is replaced", async () => {
    const { worker, workers } = handWorker();
    const result = worker.compute(job);
    workers[0]?.say({ kind: "ready" });
    workers[0]?.say({ sequence: 1, kind: "entered", step: "map", field: "expression" });
    vi.advanceTimersByTime(watchdogMs);
    expect(await result).toEqual({ kind: "stopped", step: "map", field: "expression" });
    expect(workers[0]?.ended).toBe(true);
    const next = worker.compute(job);
    workers[1]?.say({ kind: "ready" });
    workers[1]?.say({ sequence: 2, kind: "done", preview, tookMs: 1 });
    expect(await next).toMatchObject({ kind: "done" });
  });

  it("does not count the time in which it loads", () => {
    const { worker, workers } = handWorker();
    void worker.compute(job);
    vi.advanceTimersByTime(watchdogMs * 5);
    expect(workers[0]?.ended).toBe(false);
    workers[0]?.say({ kind: "ready" });
    expect(workers[0]?.requests).toHaveLength(1);
  });

  it("takes only the newest job after the one it is busy with", async () => {
    const { worker, workers } = handWorker();
    const first = worker.compute(job);
    workers[0]?.say({ kind: "ready" });
    const second = worker.compute(job);
    const third = worker.compute(job);
    expect(await second).toEqual({ kind: "dropped" });
    workers[0]?.say({ sequence: 1, kind: "done", preview, tookMs: 1 });
    expect(await first).toMatchObject({ kind: "done" });
    workers[0]?.say({ sequence: 2, kind: "failed", message: "no" });
    expect(await third).toEqual({ kind: "failed", message: "no" });
  });

  it("does not listen to what an ended worker still says", async () => {
    const { worker, workers } = handWorker();
    void worker.compute(job);
    workers[0]?.say({ kind: "ready" });
    vi.advanceTimersByTime(watchdogMs);
    const next = worker.compute(job);
    workers[1]?.say({ kind: "ready" });
    workers[0]?.say({ sequence: 2, kind: "failed", message: "late" });
    workers[1]?.say({ sequence: 2, kind: "done", preview, tookMs: 1 });
    expect(await next).toMatchObject({ kind: "done" });
  });
});
