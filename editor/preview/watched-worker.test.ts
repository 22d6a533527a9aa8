import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  type Conversation,
  WatchedWorker,
  type WorkerReply,
  type WorkerRequest,
  watchdogMs,
} from "./watched-worker.ts";

/** Jobs are numbers, and a worker is told how much more each is than the one before. */
function converse(): Conversation<number, number, string, string> {
  let before = 0;
  return {
    tell: (job) => {
      const more = job - before;
      before = job;
      return more;
    },
    hear: (answer) => `heard ${answer}`,
  };
}

/** A worker whose answers the test gives by hand. */
function handWorker() {
  const workers: {
    requests: WorkerRequest<number>[];
    say: (reply: WorkerReply<string>) => void;
    ended: boolean;
  }[] = [];
  const worker = new WatchedWorker(() => {
    let hear: ((event: { readonly data: WorkerReply<string> }) => void) | undefined;
    const own = {
      requests: [] as WorkerRequest<number>[],
      say: (data: WorkerReply<string>) => hear?.({ data }),
      ended: false,
    };
    workers.push(own);
    return {
      postMessage: (request: WorkerRequest<number>) => own.requests.push(request),
      addEventListener: (
        _type: "message",
        listener: (event: { readonly data: WorkerReply<string> }) => void,
      ) => {
        hear = listener;
      },
      terminate: () => {
        own.ended = true;
      },
    };
  }, converse);
  return { worker, workers };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a watched worker", () => {
  it("is ended when it does not answer, names the expression, and is replaced", async () => {
    const { worker, workers } = handWorker();
    const result = worker.compute(1);
    workers[0]?.say({ kind: "ready" });
    workers[0]?.say({ sequence: 1, kind: "entered", step: "map", field: "expression" });
    vi.advanceTimersByTime(watchdogMs);
    expect(await result).toEqual({ kind: "stopped", step: "map", field: "expression" });
    expect(workers[0]?.ended).toBe(true);
    const next = worker.compute(1);
    workers[1]?.say({ kind: "ready" });
    workers[1]?.say({ sequence: 2, kind: "done", answer: "x", tookMs: 1 });
    expect(await next).toEqual({ kind: "done", result: "heard x", tookMs: 1 });
  });

  it("does not count the time in which it loads", () => {
    const { worker, workers } = handWorker();
    void worker.compute(1);
    vi.advanceTimersByTime(watchdogMs * 5);
    expect(workers[0]?.ended).toBe(false);
    workers[0]?.say({ kind: "ready" });
    expect(workers[0]?.requests).toHaveLength(1);
  });

  it("takes only the newest job after the one it is busy with", async () => {
    const { worker, workers } = handWorker();
    const first = worker.compute(1);
    workers[0]?.say({ kind: "ready" });
    const second = worker.compute(1);
    const third = worker.compute(1);
    expect(await second).toEqual({ kind: "dropped" });
    workers[0]?.say({ sequence: 1, kind: "done", answer: "x", tookMs: 1 });
    expect(await first).toEqual({ kind: "done", result: "heard x", tookMs: 1 });
    workers[0]?.say({ sequence: 2, kind: "failed", message: "no" });
    expect(await third).toEqual({ kind: "failed", message: "no" });
  });

  it("is told what differs from what it knows, and everything once it has been replaced", async () => {
    const { worker, workers } = handWorker();
    const told = () => workers.at(-1)?.requests.map((request) => request.told);
    const first = worker.compute(5);
    workers[0]?.say({ kind: "ready" });
    workers[0]?.say({ sequence: 1, kind: "done", answer: "x", tookMs: 1 });
    await first;
    const second = worker.compute(7);
    expect(told()).toEqual([5, 2]);
    vi.advanceTimersByTime(watchdogMs);
    await second;
    void worker.compute(8);
    workers[1]?.say({ kind: "ready" });
    expect(told()).toEqual([8]);
  });

  it("has its time anew with every part that is done", async () => {
    const { worker, workers } = handWorker();
    void worker.compute(1);
    workers[0]?.say({ kind: "ready" });
    vi.advanceTimersByTime(watchdogMs - 1);
    workers[0]?.say({ sequence: 1, kind: "alive" });
    vi.advanceTimersByTime(watchdogMs - 1);
    expect(workers[0]?.ended).toBe(false);
    vi.advanceTimersByTime(1);
    expect(workers[0]?.ended).toBe(true);
  });

  it("does not listen to what an ended worker still says", async () => {
    const { worker, workers } = handWorker();
    void worker.compute(1);
    workers[0]?.say({ kind: "ready" });
    vi.advanceTimersByTime(watchdogMs);
    const next = worker.compute(1);
    workers[1]?.say({ kind: "ready" });
    workers[0]?.say({ sequence: 2, kind: "failed", message: "late" });
    workers[1]?.say({ sequence: 2, kind: "done", answer: "x", tookMs: 1 });
    expect(await next).toEqual({ kind: "done", result: "heard x", tookMs: 1 });
  });
});
