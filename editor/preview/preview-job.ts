import type { DryRunRow, PassRow, Preview } from "@trasvase/shared/contract/preview.ts";
import type { Graph } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";
import type { Outcome, OutcomeKind } from "@trasvase/shared/outcome.ts";
import type { Problem } from "@trasvase/shared/problem.ts";
import type { Clause, ConditionPart } from "./split-condition.ts";

/** The record that a preview walks. */
export interface PreviewSample {
  readonly key: string;
  readonly data: Json;
  readonly readAt: string;
}

/** What the world answered to one record at one step, kept to answer the same question again without asking. */
export type EffectAnswer =
  | { readonly kind: "lookup"; readonly answer?: Json | undefined; readonly outcome?: Outcome | undefined }
  | {
      readonly kind: "delivery";
      readonly dryRun?: DryRunRow | undefined;
      readonly outcome?: Outcome | undefined;
      /** The target's record as `$steps` shows it afterwards; left out when the answer did not say it. */
      readonly target?: Json | undefined;
      readonly provisional: boolean;
    };

/** Answers by question (see effect-answers.ts). */
export type EffectAnswers = Readonly<Record<string, EffectAnswer>>;

/** Everything one computation of the preview needs. */
export interface PreviewJob {
  readonly graph: Graph;
  /** Connector type by connection name; undefined while the connections are not known. */
  readonly connections: readonly (readonly [string, string])[] | undefined;
  readonly sample: PreviewSample;
  readonly answers: EffectAnswers;
}

/** A part of a condition with the value it had for the record. `value` left out: nothing. */
export interface SeenPart extends ConditionPart {
  readonly value?: Json | undefined;
  /** Why it has no value, when evaluating it failed. */
  readonly failed?: string | undefined;
}

/** A comparison with the values of its sides. */
export interface SeenClause extends Omit<Clause, "operands"> {
  readonly holds: boolean;
  readonly operands: readonly SeenPart[];
}

/** One record at one step, as the contract describes it, with what only the browser computes. */
export interface PreviewPass extends PassRow {
  /** The conditions of the step taken apart, by config field. */
  readonly clauses?: Readonly<Record<string, readonly SeenClause[]>> | undefined;
  /** The step asks the world something that has not been answered yet. */
  readonly pending?: boolean | undefined;
}

/** The preview of one sample. */
export interface ComputedPreview {
  readonly problems: readonly Problem[];
  readonly passes: readonly PreviewPass[];
  readonly leaves: Preview["samples"][number]["leaves"];
  readonly state: OutcomeKind | undefined;
  /** Steps where the walk stopped because the world has not answered yet; what lies behind them was not computed. */
  readonly pending: readonly string[];
  /** Question of each pass of a lookup or destination, by node and record id: what an answer to that pass answers. */
  readonly asked: Readonly<Record<string, string>>;
}

/** What the page sends the worker. */
export interface WorkerRequest {
  readonly sequence: number;
  readonly job: PreviewJob;
}

/** What the worker sends back: that it is loaded, then for each request the steps it enters (so that a hanging one can be named), then the result. */
export type WorkerReply =
  | { readonly kind: "ready" }
  | { readonly sequence: number; readonly kind: "entered"; readonly step: string }
  | {
      readonly sequence: number;
      readonly kind: "done";
      readonly preview: ComputedPreview;
      readonly tookMs: number;
    }
  | { readonly sequence: number; readonly kind: "failed"; readonly message: string };
