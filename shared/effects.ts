import type { FoundRecord, OutgoingRequest } from "./connector.ts";
import type { Json } from "./json.ts";
import type { DestinationTerms, LookupTerms } from "./node.ts";
import type { Outcome } from "./outcome.ts";
import type { PlanStep } from "./plan.ts";
import type { SourceRecord } from "./record.ts";

/** One value (or list of values, one per match field) that a record asks of a lookup step. */
export interface Question {
  readonly recordId: string;
  readonly source: SourceRecord;
  readonly values: readonly Json[];
}

/** What the look-up of one question gave. `failed` carries *retrying* or *rejected*. */
export type Answer =
  | { readonly kind: "found"; readonly record: FoundRecord }
  | { readonly kind: "missing" }
  | { readonly kind: "ambiguous"; readonly count: number }
  | { readonly kind: "failed"; readonly outcome: Ending };

/** An outcome whose step the walk fills in. */
export type Ending = Omit<Outcome, "node" | "port">;

/** One record at one destination. `id` is unique over all walks of the record; idempotency keys are made of it. */
export interface Arrival {
  readonly id: string;
  readonly source: SourceRecord;
  readonly key: string;
  readonly data: Json;
}

/** A field whose value in the target differs from the record that arrived. */
export interface DryRunChange {
  readonly path: string;
  readonly from?: Json | undefined;
  readonly to?: Json | undefined;
  /** Sent on create only: an update leaves what the target has. */
  readonly createOnly?: boolean;
}

/** The requests of one kind of write, or why its system would refuse it. */
export interface DryWrite {
  readonly requests: readonly OutgoingRequest[];
  readonly refused?: string;
}

/** What the dry mode shows about an arrival: the decision and exactly what would leave. */
export interface DryRun {
  readonly decision: "create" | "update" | "unchanged" | "skip" | "reject";
  readonly reason: string;
  /** The record found by the match fields; null: none was found. */
  readonly matched: FoundRecord | null;
  readonly match: readonly { readonly field: string; readonly value: Json }[];
  /** How many records the match fields found; undefined when nothing was looked up. */
  readonly found: number | undefined;
  /** Id of the record that an earlier write of this key made or changed. */
  readonly linked: string | undefined;
  readonly requests: readonly OutgoingRequest[];
  /** What a create and an update would send, whatever was decided. Left out where the step never writes in that way. */
  readonly writes: { readonly create?: DryWrite; readonly update?: DryWrite };
  readonly changes: readonly DryRunChange[];
}

/** What became of one arrival. */
export interface Delivered {
  readonly outcome: Ending;
  /** The target's record as known afterwards, in the connector's own field names. */
  readonly target?: Json;
  /** True when `target` holds placeholders for fields that the system would assign. */
  readonly provisional?: boolean;
  readonly dryRun?: DryRun;
}

/**
 * The door through which a walk reaches the world; nothing else does. Opened live (reads and writes), dry (reads; a write answers with
 * the request it would send) or replay (answers come from stored effects). Both answer one entry per entry asked, in order, and throw
 * only for a stop of the whole walk (database gone, abort).
 */
export interface Effects {
  lookUp(step: PlanStep, terms: LookupTerms, questions: readonly Question[]): Promise<readonly Answer[]>;
  deliver(
    step: PlanStep,
    terms: DestinationTerms,
    arrivals: readonly Arrival[],
  ): Promise<readonly Delivered[]>;
}
