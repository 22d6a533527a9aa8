import type { EvaluationJob, Evaluations, WorkerReply, WorkerRequest } from "./evaluation-job.ts";

/** Milliseconds after which a worker that does not answer is ended. */
export const watchdogMs = 2000;

/** What came of a job. `dropped`: the same asker asked something newer before this began. */
export type Evaluating =
  | { readonly kind: "done"; readonly evaluations: Evaluations }
  /** The watchdog ended it. */
  | { readonly kind: "stopped" }
  | { readonly kind: "dropped" };

/** The part of a browser worker that is used here. */
export interface WorkerLike {
  postMessage(request: WorkerRequest): void;
  addEventListener(type: "message", listener: (event: { readonly data: WorkerReply }) => void): void;
  terminate(): void;
}

interface Waiting {
  readonly job: EvaluationJob;
  readonly settle: (result: Evaluating) => void;
}

/**
 * Evaluates one job at a time in a worker of its own. Of each asker only the newest job waits; a worker that hangs is ended after
 * {@link watchdogMs} and replaced.
 */
export class EvaluationWorker {
  readonly #spawn: () => WorkerLike;
  readonly #waiting = new Map<string, Waiting>();
  #worker: WorkerLike | undefined;
  #ready = false;
  #sequence = 0;
  #running: (Waiting & { readonly timer: ReturnType<typeof setTimeout> }) | undefined;

  constructor(spawn: () => WorkerLike) {
    this.#spawn = spawn;
  }

  /** Never rejects. `asker` names who asks: a newer job of the same one takes the place of an older that still waits. */
  evaluate(asker: string, job: EvaluationJob): Promise<Evaluating> {
    return new Promise((settle) => {
      this.#waiting.get(asker)?.settle({ kind: "dropped" });
      this.#waiting.delete(asker);
      this.#waiting.set(asker, { job, settle });
      this.#advance();
    });
  }

  #advance(): void {
    const [next] = this.#waiting;
    if (this.#running || !next) return;
    this.#worker ??= this.#start();
    // The watchdog must not count the time in which the worker loads its code.
    if (!this.#ready) return;
    const [asker, waiting] = next;
    this.#waiting.delete(asker);
    this.#sequence++;
    this.#running = { ...waiting, timer: setTimeout(() => this.#giveUp(), watchdogMs) };
    this.#worker.postMessage({ sequence: this.#sequence, job: waiting.job });
  }

  #start(): WorkerLike {
    const worker = this.#spawn();
    this.#ready = false;
    worker.addEventListener("message", ({ data }) => {
      if (worker === this.#worker) this.#hear(data);
    });
    return worker;
  }

  #hear(reply: WorkerReply): void {
    if (reply.kind === "ready") this.#ready = true;
    else if (reply.sequence === this.#sequence) {
      this.#finish({ kind: "done", evaluations: reply.evaluations });
    }
    this.#advance();
  }

  #giveUp(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#finish({ kind: "stopped" });
    this.#advance();
  }

  #finish(result: Evaluating): void {
    const running = this.#running;
    if (!running) return;
    clearTimeout(running.timer);
    this.#running = undefined;
    running.settle(result);
  }
}
