/** Milliseconds without a sign of life after which a worker is ended. */
export const watchdogMs = 2000;

/** What the page sends a worker. */
export interface WorkerRequest<Told> {
  readonly sequence: number;
  readonly told: Told;
}

/** What a worker sends back: that it is loaded, then for each request what it enters (so that a hanging expression can be named), then the result. */
export type WorkerReply<Answer> =
  | { readonly kind: "ready" }
  | { readonly sequence: number; readonly kind: "entered"; readonly step: string; readonly field: string }
  /** Of a long computation: a part of it is done. */
  | { readonly sequence: number; readonly kind: "alive" }
  | { readonly sequence: number; readonly kind: "done"; readonly answer: Answer; readonly tookMs: number }
  | { readonly sequence: number; readonly kind: "failed"; readonly message: string };

/** What came of a computation. `dropped`: a newer one was asked for before this one began. */
export type Computation<Result> =
  | { readonly kind: "done"; readonly result: Result; readonly tookMs: number }
  | { readonly kind: "failed"; readonly message: string }
  /** The watchdog ended it, at this expression if one had been entered. */
  | { readonly kind: "stopped"; readonly step: string | undefined; readonly field: string | undefined }
  | { readonly kind: "dropped" };

/** The part of a browser worker that is used here. */
export interface WorkerLike<Told, Answer> {
  postMessage(request: WorkerRequest<Told>): void;
  addEventListener(type: "message", listener: (event: { readonly data: WorkerReply<Answer> }) => void): void;
  terminate(): void;
}

/** How a job is told to one worker and its answer understood. Knows what that worker knows already. */
export interface Conversation<Job, Told, Answer, Result> {
  tell(job: Job): Told;
  hear(answer: Answer): Result;
}

interface Waiting<Job, Result> {
  readonly job: Job;
  readonly settle: (result: Computation<Result>) => void;
}

interface Running<Job, Result> extends Waiting<Job, Result> {
  entered: { readonly step: string; readonly field: string } | undefined;
  timer: ReturnType<typeof setTimeout>;
}

interface Started<Job, Told, Answer, Result> {
  readonly worker: WorkerLike<Told, Answer>;
  readonly conversation: Conversation<Job, Told, Answer, Result>;
  ready: boolean;
}

/**
 * Computes one job at a time in a worker of its own. Asked again while busy, it takes only the newest job; a worker that
 * hangs is ended after {@link watchdogMs} and replaced.
 */
export class WatchedWorker<Job, Told, Answer, Result> {
  readonly #spawn: () => WorkerLike<Told, Answer>;
  readonly #converse: () => Conversation<Job, Told, Answer, Result>;
  #started: Started<Job, Told, Answer, Result> | undefined;
  #sequence = 0;
  #running: Running<Job, Result> | undefined;
  #next: Waiting<Job, Result> | undefined;

  constructor(
    spawn: () => WorkerLike<Told, Answer>,
    converse: () => Conversation<Job, Told, Answer, Result>,
  ) {
    this.#spawn = spawn;
    this.#converse = converse;
  }

  /** Never rejects. */
  compute(job: Job): Promise<Computation<Result>> {
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
    this.#running = { job, settle, entered: undefined, timer: this.#watch() };
    const { worker, conversation } = this.#started;
    worker.postMessage({ sequence: this.#sequence, told: conversation.tell(job) });
  }

  #watch(): ReturnType<typeof setTimeout> {
    return setTimeout(() => this.#giveUp(), watchdogMs);
  }

  #start(): Started<Job, Told, Answer, Result> {
    const worker = this.#spawn();
    worker.addEventListener("message", ({ data }) => {
      if (worker === this.#started?.worker) this.#hear(this.#started, data);
    });
    return { worker, conversation: this.#converse(), ready: false };
  }

  #hear(started: Started<Job, Told, Answer, Result>, reply: WorkerReply<Answer>): void {
    if (reply.kind === "ready") {
      started.ready = true;
      this.#advance();
      return;
    }
    const running = this.#running;
    if (reply.sequence !== this.#sequence || !running) return;
    switch (reply.kind) {
      case "entered":
        running.entered = reply;
        return;
      case "alive":
        clearTimeout(running.timer);
        running.timer = this.#watch();
        return;
      case "done":
        this.#finish({
          kind: "done",
          result: started.conversation.hear(reply.answer),
          tookMs: reply.tookMs,
        });
        break;
      default:
        this.#finish({ kind: "failed", message: reply.message });
    }
    this.#advance();
  }

  #giveUp(): void {
    const entered = this.#running?.entered;
    this.#end();
    this.#finish({ kind: "stopped", step: entered?.step, field: entered?.field });
    this.#advance();
  }

  #finish(result: Computation<Result>): void {
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
