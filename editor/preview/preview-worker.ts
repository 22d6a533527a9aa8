import { type JobDelta, JobTeller } from "./job-delta.ts";
import type { ComputedPreview, PreviewJob, PreviewPass } from "./preview-job.ts";

/** Milliseconds after which a worker that does not answer is ended. */
export const watchdogMs = 2000;

/** What the page sends the worker. */
export interface WorkerRequest {
  readonly sequence: number;
  readonly delta: JobDelta;
}

/** A preview as the worker tells it: of steps that do what they did before, only the name. */
export interface ToldPreview extends Omit<ComputedPreview, "passes"> {
  readonly steps: readonly string[];
  readonly passes: Readonly<Record<string, readonly PreviewPass[]>>;
}

/** What the worker sends back: that it is loaded, then for each request the expressions it enters (so that a hanging one can be named), then the result. */
export type WorkerReply =
  | { readonly kind: "ready" }
  | { readonly sequence: number; readonly kind: "entered"; readonly step: string; readonly field: string }
  | {
      readonly sequence: number;
      readonly kind: "done";
      readonly preview: ToldPreview;
      readonly tookMs: number;
    }
  | { readonly sequence: number; readonly kind: "failed"; readonly message: string };

/** What came of a computation. `dropped`: a newer one was asked for before this one began. */
export type Computation =
  | { readonly kind: "done"; readonly preview: ComputedPreview; readonly tookMs: number }
  | { readonly kind: "failed"; readonly message: string }
  /** The watchdog ended it, at this expression if one had been entered. */
  | { readonly kind: "stopped"; readonly step: string | undefined; readonly field: string | undefined }
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

interface Running extends Waiting {
  entered: { readonly step: string; readonly field: string } | undefined;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** A worker with what it has been told and what it has told. */
interface Started {
  readonly worker: WorkerLike;
  readonly teller: JobTeller;
  passes: ComputedPreview["passes"];
  ready: boolean;
}

/**
 * Computes one preview at a time in a worker of its own. Asked again while busy, it takes only the newest job; a worker that
 * hangs is ended after {@link watchdogMs} and replaced.
 */
export class PreviewWorker {
  readonly #spawn: () => WorkerLike;
  #started: Started | undefined;
  #sequence = 0;
  #running: Running | undefined;
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
    this.#started ??= this.#start();
    // The watchdog must not count the time in which the worker loads its code.
    if (!this.#started.ready) return;
    const { job, settle } = this.#next;
    this.#next = undefined;
    this.#sequence++;
    const timer = setTimeout(() => this.#giveUp(), watchdogMs);
    this.#running = { job, settle, entered: undefined, timer };
    this.#started.worker.postMessage({ sequence: this.#sequence, delta: this.#started.teller.tell(job) });
  }

  #start(): Started {
    const worker = this.#spawn();
    worker.addEventListener("message", ({ data }) => {
      if (worker === this.#started?.worker) this.#hear(this.#started, data);
    });
    return { worker, teller: new JobTeller(), passes: {}, ready: false };
  }

  #hear(started: Started, reply: WorkerReply): void {
    if (reply.kind === "ready") {
      started.ready = true;
      this.#advance();
      return;
    }
    if (reply.sequence !== this.#sequence || !this.#running) return;
    if (reply.kind === "entered") {
      this.#running.entered = reply;
      return;
    }
    if (reply.kind === "done") {
      const preview = wholePreview(reply.preview, started.passes);
      started.passes = preview.passes;
      this.#finish({ kind: "done", preview, tookMs: reply.tookMs });
    } else this.#finish({ kind: "failed", message: reply.message });
    this.#advance();
  }

  #giveUp(): void {
    const entered = this.#running?.entered;
    this.#end();
    this.#finish({ kind: "stopped", step: entered?.step, field: entered?.field });
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
    this.#started?.worker.terminate();
    this.#started = undefined;
  }
}

/** What the worker tells of a preview, to whom the one before is known. */
export function tellPreview(preview: ComputedPreview, before: ComputedPreview["passes"]): ToldPreview {
  const { passes, ...rest } = preview;
  const changed = Object.entries(passes).filter(([name, own]) => before[name] !== own);
  return { ...rest, steps: Object.keys(passes), passes: Object.fromEntries(changed) };
}

function wholePreview(told: ToldPreview, before: ComputedPreview["passes"]): ComputedPreview {
  const { steps, passes, ...rest } = told;
  const all = steps.map((name) => [name, passes[name] ?? before[name] ?? []] as const);
  return { ...rest, passes: Object.fromEntries(all) };
}
