import type { DryRunRow, PassRow, Preview } from "@trasvase/shared/contract/preview.ts";
import type { Graph } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";
import type { Outcome } from "@trasvase/shared/outcome.ts";
import type { Clause, ConditionPart } from "./split-condition.ts";

/** The record that a preview walks. */
export interface PreviewSample {
  readonly key: string;
  readonly data: Json;
  readonly readAt: string;
}

/** What the world answered to one record at one step, kept to answer the same question again without asking. */
export type EffectAnswer = (
  | { readonly kind: "lookup"; readonly answer?: Json | undefined; readonly outcome?: Outcome | undefined }
  | {
      readonly kind: "delivery";
      readonly dryRun?: DryRunRow | undefined;
      readonly outcome?: Outcome | undefined;
      /** The target's record as `$steps` shows it afterwards; left out when nothing is known of it. */
      readonly target?: Json | undefined;
      readonly provisional: boolean;
    }
) & {
  /** When the system was asked, ISO 8601. */
  readonly askedAt?: string | undefined;
};

/** A step whose expression did not finish the last time. It is not evaluated again before it is edited. */
export interface HangingStep {
  readonly step: string;
  readonly field: string | undefined;
  readonly message: string;
}

/** Everything one computation of the preview needs. */
export interface PreviewJob {
  readonly graph: Graph;
  /** Connector type by connection name; undefined while the connections are not known. */
  readonly connections: readonly (readonly [string, string])[] | undefined;
  readonly sample: PreviewSample;
  /** What the server said about exactly this graph and sample. */
  readonly answered?: readonly PassRow[] | undefined;
  /** Whatever was answered before counts no more. */
  readonly forget?: boolean | undefined;
  readonly hanging?: readonly HangingStep[] | undefined;
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

/** The conditions of a step taken apart, by config field. */
export type SeenConditions = Readonly<Record<string, readonly SeenClause[]>>;

/** One record at one step, as the contract describes it, with what only the browser computes. */
export interface PreviewPass extends PassRow {
  readonly clauses?: SeenConditions | undefined;
  /** The step asks the world something that has not been answered yet. What it shows besides its input is the answer before. */
  readonly pending?: boolean | undefined;
  /** What came in was worked out with an answer before, because the present question has not been answered yet. */
  readonly assumed?: boolean | undefined;
}

/** The preview of one sample. */
export interface ComputedPreview {
  /** By step; steps that no record reached are left out. An edit gives the same arrays for steps it does not touch. */
  readonly passes: Readonly<Record<string, readonly PreviewPass[]>>;
  readonly leaves: Preview["samples"][number]["leaves"];
  /** False: the graph has no way through, so nothing was walked. */
  readonly walked: boolean;
  /** Steps that wait for the world; what lies behind them was computed with the answers before, where there are any. */
  readonly pending: readonly string[];
}
