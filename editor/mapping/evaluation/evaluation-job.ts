import type { Json } from "@trasvase/shared/json.ts";
import type { ValueTable } from "@trasvase/shared/record.ts";

/** Everything an expression sees of one sample at the step. */
export interface Scope {
  readonly data: Json;
  readonly source: Json;
  readonly steps: Readonly<Record<string, Json>>;
  readonly key: string;
  /** ISO 8601; `$now` stays there. */
  readonly readAt: string;
}

/** An expression to be evaluated in every scope of a job. */
export interface Question {
  readonly id: string;
  readonly text: string;
}

/** Expressions and the samples to evaluate them on. */
export interface EvaluationJob {
  readonly scopes: readonly Scope[];
  readonly tables: Readonly<Record<string, ValueTable>>;
  readonly questions: readonly Question[];
}

/** What an expression gave: a value, nothing (`value` left out), or why it failed. */
export interface Evaluated {
  readonly value?: Json | undefined;
  readonly failed?: { readonly code: string; readonly message: string } | undefined;
}

/** By question, one entry per scope. */
export type Evaluations = Readonly<Record<string, readonly Evaluated[]>>;

/** What the page sends the worker. */
export interface WorkerRequest {
  readonly sequence: number;
  readonly job: EvaluationJob;
}

/** What the worker sends back: that it is loaded, then the result of each request. */
export type WorkerReply =
  | { readonly kind: "ready" }
  | { readonly kind: "done"; readonly sequence: number; readonly evaluations: Evaluations };
