import type { Language } from "../messages/languages.ts";
import type { AnswerTo, Question, WorkerReply, WorkerRequest } from "./expression-question.ts";
import type { FieldKnowledge } from "./field-knowledge.ts";

/** Milliseconds after which a worker that does not answer is ended. */
export const watchdogMs = 2000;

/** Knowledge of so many fields stays in the worker; a panel rarely shows more. */
const fieldsKept = 12;

/** What came of a question. `dropped`: a newer one of the same field made it needless. */
export type Asked<Answer> =
  | { readonly kind: "answered"; readonly answer: Answer }
  /** The watchdog ended it. */
  | { readonly kind: "stopped" }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "dropped" };

/** The part of a browser worker that is used here. */
export interface WorkerLike {
  postMessage(request: WorkerRequest): void;
  addEventListener(type: "message", listener: (event: { readonly data: WorkerReply }) => void): void;
  terminate(): void;
}

interface Waiting {
  readonly key: string;
  readonly knowledge: FieldKnowledge;
  readonly question: Question;
  readonly settle: (result: Asked<unknown>) => void;
}

/** What a person waits for comes before what appears by itself. */
const urgency: Readonly<Record<Question["kind"], number>> = {
  complete: 0,
  place: 0,
  signature: 1,
  lint: 2,
  hover: 3,
  functions: 4,
};

/**
 * Asks one question after the other of a worker of its own. A question that waits is replaced by a newer one of the same field and
 * kind; a worker that hangs is ended after {@link watchdogMs} and replaced. Samples and targets are told once, not per question.
 */
export class ExpressionWorker {
  readonly #spawn: () => WorkerLike;
  readonly #waiting = new Map<string, Waiting>();
  readonly #known = new Map<FieldKnowledge, number>();
  #worker: WorkerLike | undefined;
  #ready = false;
  #sequence = 0;
  #nextId = 0;
  #language: Language | undefined;
  #running: (Waiting & { timer: ReturnType<typeof setTimeout> }) | undefined;

  constructor(spawn: () => WorkerLike) {
    this.#spawn = spawn;
  }

  /** The language of the answers from now on. */
  speak(language: Language): void {
    if (this.#language === language) return;
    this.#language = language;
    this.#worker?.postMessage({ kind: "language", language });
  }

  /** Loads the worker before it is needed. */
  warmUp(): void {
    this.#worker ??= this.#start();
  }

  /** Never rejects. `field` names the asking field: its questions of one kind replace each other. */
  ask<One extends Question>(
    field: string,
    knowledge: FieldKnowledge,
    question: One,
  ): Promise<Asked<AnswerTo<One>>> {
    return new Promise((resolve) => {
      const key = `${question.kind} ${field}`;
      this.#waiting.get(key)?.settle({ kind: "dropped" });
      this.#waiting.set(key, {
        key,
        knowledge,
        question,
        // The worker answers each kind of question with its kind of answer.
        settle: (result) => resolve(result as Asked<AnswerTo<One>>),
      });
      this.#advance();
    });
  }

  #advance(): void {
    if (this.#running || this.#waiting.size === 0) return;
    this.#worker ??= this.#start();
    // The watchdog must not count the time in which the worker loads its code.
    if (!this.#ready) return;
    const next = this.#mostUrgent();
    if (!next) return;
    this.#waiting.delete(next.key);
    this.#sequence++;
    const knowledge = this.#tell(this.#worker, next.knowledge);
    this.#running = { ...next, timer: setTimeout(() => this.#giveUp(), watchdogMs) };
    this.#worker.postMessage({ kind: "ask", sequence: this.#sequence, knowledge, question: next.question });
  }

  #mostUrgent(): Waiting | undefined {
    let best: Waiting | undefined;
    for (const waiting of this.#waiting.values()) {
      if (!best || urgency[waiting.question.kind] < urgency[best.question.kind]) best = waiting;
    }
    return best;
  }

  #tell(worker: WorkerLike, knowledge: FieldKnowledge): number {
    const known = this.#known.get(knowledge);
    if (known !== undefined) return known;
    const id = ++this.#nextId;
    worker.postMessage({ kind: "know", id, knowledge });
    this.#known.set(knowledge, id);
    for (const [oldest, oldId] of this.#known) {
      if (this.#known.size <= fieldsKept) break;
      this.#known.delete(oldest);
      worker.postMessage({ kind: "forget", id: oldId });
    }
    return id;
  }

  #start(): WorkerLike {
    const worker = this.#spawn();
    this.#ready = false;
    this.#known.clear();
    if (this.#language) worker.postMessage({ kind: "language", language: this.#language });
    worker.addEventListener("message", ({ data }) => {
      if (worker === this.#worker) this.#hear(data);
    });
    return worker;
  }

  #hear(reply: WorkerReply): void {
    if (reply.kind === "ready") this.#ready = true;
    else if (reply.sequence === this.#sequence) {
      this.#finish(
        reply.kind === "answer"
          ? { kind: "answered", answer: reply.answer }
          : { kind: "failed", message: reply.message },
      );
    }
    this.#advance();
  }

  #giveUp(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#ready = false;
    this.#finish({ kind: "stopped" });
    this.#advance();
  }

  #finish(result: Asked<unknown>): void {
    const running = this.#running;
    if (!running) return;
    clearTimeout(running.timer);
    this.#running = undefined;
    running.settle(result);
  }
}
