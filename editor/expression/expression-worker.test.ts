import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { WorkerReply, WorkerRequest } from "./expression-question.ts";
import { ExpressionWorker, watchdogMs } from "./expression-worker.ts";
import type { FieldKnowledge } from "./field-knowledge.ts";

const knowing = (): FieldKnowledge => ({ records: [], tables: {}, steps: [], list: "" });
const lint = (text: string) => ({ kind: "lint", text }) as const;

/** A worker whose answers the test gives by hand. */
function handWorker() {
  const workers: { requests: WorkerRequest[]; say: (reply: WorkerReply) => void; ended: boolean }[] = [];
  const worker = new ExpressionWorker(() => {
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
  const asked = (place = 0) =>
    workers[place]?.requests.flatMap((one) => (one.kind === "ask" ? [one] : [])) ?? [];
  return { worker, workers, asked };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the expression worker", () => {
  it("tells what is known of a field once, and again when it is another", () => {
    const { worker, workers } = handWorker();
    const knowledge = knowing();
    void worker.ask("f", knowledge, lint("a"));
    workers[0]?.say({ kind: "ready" });
    workers[0]?.say({ kind: "answer", sequence: 1, answer: [] });
    void worker.ask("f", knowledge, lint("ab"));
    workers[0]?.say({ kind: "answer", sequence: 2, answer: [] });
    void worker.ask("f", knowing(), lint("ab"));
    expect(workers[0]?.requests.map(({ kind }) => kind)).toEqual(["know", "ask", "ask", "know", "ask"]);
  });

  it("asks only the newest of the questions that wait for the same field", async () => {
    const { worker, workers, asked } = handWorker();
    const knowledge = knowing();
    const first = worker.ask("f", knowledge, lint("a"));
    const second = worker.ask("f", knowledge, lint("ab"));
    const other = worker.ask("g", knowledge, lint("x"));
    expect(await first).toEqual({ kind: "dropped" });
    workers[0]?.say({ kind: "ready" });
    workers[0]?.say({ kind: "answer", sequence: 1, answer: [] });
    expect(await second).toEqual({ kind: "answered", answer: [] });
    workers[0]?.say({ kind: "answer", sequence: 2, answer: [] });
    expect(await other).toEqual({ kind: "answered", answer: [] });
    expect(asked().map(({ question }) => "text" in question && question.text)).toEqual(["ab", "x"]);
  });

  it("asks first what a person waits for", () => {
    const { worker, workers, asked } = handWorker();
    const knowledge = knowing();
    void worker.ask("f", knowledge, { kind: "functions" });
    void worker.ask("f", knowledge, lint("a"));
    void worker.ask("f", knowledge, { kind: "complete", text: "a", offset: 1 });
    workers[0]?.say({ kind: "ready" });
    for (const sequence of [1, 2]) workers[0]?.say({ kind: "answer", sequence, answer: [] });
    expect(asked().map(({ question }) => question.kind)).toEqual(["complete", "lint", "functions"]);
  });

  it("ends a worker that does not answer, says so, and tells the next one everything again", async () => {
    const { worker, workers, asked } = handWorker();
    worker.speak("nl-NL");
    const knowledge = knowing();
    const hanging = worker.ask("f", knowledge, lint("a"));
    workers[0]?.say({ kind: "ready" });
    vi.advanceTimersByTime(watchdogMs);
    expect(await hanging).toEqual({ kind: "stopped" });
    expect(workers[0]?.ended).toBe(true);
    const next = worker.ask("f", knowledge, lint("ab"));
    workers[1]?.say({ kind: "ready" });
    expect(workers[1]?.requests.map(({ kind }) => kind)).toEqual(["language", "know", "ask"]);
    // What an ended worker still says is not heard.
    workers[0]?.say({ kind: "failed", sequence: 2, message: "late" });
    workers[1]?.say({ kind: "answer", sequence: asked(1)[0]?.sequence ?? 0, answer: [] });
    expect(await next).toEqual({ kind: "answered", answer: [] });
  });

  it("does not count the time in which the worker loads", () => {
    const { worker, workers } = handWorker();
    void worker.ask("f", knowing(), lint("a"));
    vi.advanceTimersByTime(watchdogMs * 5);
    expect(workers[0]?.ended).toBe(false);
  });

  it("keeps the knowledge of a dozen fields and forgets the oldest", () => {
    const { worker, workers } = handWorker();
    for (let field = 0; field < 13; field++) {
      void worker.ask(`f${field}`, knowing(), lint("a"));
      workers[0]?.say({ kind: "ready" });
      workers[0]?.say({ kind: "answer", sequence: field + 1, answer: [] });
    }
    expect(workers[0]?.requests.filter(({ kind }) => kind === "forget")).toEqual([{ kind: "forget", id: 1 }]);
  });
});
