import type { ComputedPreview, PreviewJob, WorkerReply, WorkerRequest } from "./preview-job.ts";

/** Milliseconds after which a worker that does not answer is ended. */
export const watchdogMs = 2000;

/** What came of a computation. `dropped`: a newer one was asked for before this one began. */
export type Computation =
  | { readonly kind: "done"; readonly preview: ComputedPreview; readonly tookMs: number }
  | { readonly kind: "failed"; readonly message: string }
  /** The watchdog ended it, at this step if one had been entered. */
  | { readonly kind: "stopped"; readonly step: string | undefined }
  | { readonly kind: "dropped" };

/** The part of a browser worker that is used here. */
export interface WorkerLike {
  postMessage(request: WorkerRequest): void;
  addEventListener(type: "message", listener: (event: { readonly data: WorkerReply }) => void): void;
  terminate(): void;
}

interface Waiting {
  readonly job: PreviewJob;
  readonly settle: (result: Computation) => void;
}

/**
 * Computes one preview at a time in a worker of its own. Asked again while busy, it takes only the newest job; a worker that
 * hangs is ended after {@link watchdogMs} and replaced.
 */
export class PreviewWorker {
  readonly #spawn: () => WorkerLike;
  #worker: WorkerLike | undefined;
  #ready = false;
  #sequence = 0;
  #running: (Waiting & { entered: string | undefined; timer: ReturnType<typeof setTimeout> }) | undefined;
  #next: Waiting | undefined;

  constructor(spawn: () => WorkerLike) {
    this.#spawn = spawn;
  }

  /** Never rejects. */
  compute(job: PreviewJob): Promise<Computation> {
    return new Promise((settle) => {
      this.#next?.settle({ kind: "dropped" });
      this.#next = { job, settle };
      this.#advance();
    });
  }

  /** Ends the worker; what was asked of it is dropped. */
  close(): void {
    this.#next?.settle({ kind: "dropped" });
    this.#next = undefined;
    this.#finish({ kind: "dropped" });
    this.#end();
  }

  #advance(): void {
    if (this.#running || !this.#next) return;
    this.#worker ??= this.#start();
    // The watchdog must not count the time in which the worker loads its code.
    if (!this.#ready) return;
    const { job, settle } = this.#next;
    this.#next = undefined;
    this.#sequence++;
    const timer = setTimeout(() => this.#giveUp(), watchdogMs);
    this.#running = { job, settle, entered: undefined, timer };
    this.#worker.postMessage({ sequence: this.#sequence, job });
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
    if (reply.kind === "ready") {
      this.#ready = true;
      this.#advance();
      return;
    }
    if (reply.sequence !== this.#sequence || !this.#running) return;
    if (reply.kind === "entered") {
      this.#running.entered = reply.step;
      return;
    }
    if (reply.kind === "done") this.#finish({ kind: "done", preview: reply.preview, tookMs: reply.tookMs });
    else this.#finish({ kind: "failed", message: reply.message });
    this.#advance();
  }

  #giveUp(): void {
    const step = this.#running?.entered;
    this.#end();
    this.#finish({ kind: "stopped", step });
    this.#advance();
  }

  #finish(result: Computation): void {
    const running = this.#running;
    if (!running) return;
    clearTimeout(running.timer);
    this.#running = undefined;
    running.settle(result);
  }

  #end(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#ready = false;
  }
}
