import type { TargetSchema } from "@trasvase/shared/expression/lint/finding.ts";
import type { FlowLimits } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";
import type { RecordMeta, ValueTable } from "@trasvase/shared/record.ts";

/** One sample as an expression meets it. */
export interface KnownRecord {
  /** What reaches the step; undefined where that is not known of this sample. */
  readonly data?: Json | undefined;
  /** The record as it was read. */
  readonly source: Json;
  readonly steps: Readonly<Record<string, Json>>;
  readonly meta: RecordMeta;
}

/** A target and its fields, as far as lint and completion look at them. */
export interface TargetShape extends TargetSchema {
  readonly properties?: Readonly<Record<string, TargetShape>> | undefined;
  readonly items?: TargetShape | undefined;
  /** The values the target takes here. */
  readonly values?: readonly { readonly value: Json; readonly title: string }[] | undefined;
}

/** All that is known around one expression field. The worker gets it once, and again only when it is another object. */
export interface FieldKnowledge {
  /** The current sample first. */
  readonly records: readonly KnownRecord[];
  readonly tables: Readonly<Record<string, ValueTable>>;
  /** Names of the steps a record may have passed before this one. */
  readonly steps: readonly string[];
  /** The list for whose elements the expression is asked, as an expression; empty: it is asked for the record. */
  readonly list: string;
  /** What the expression is to produce, where that is known. */
  readonly target?: TargetShape | undefined;
  readonly limits?: FlowLimits | undefined;
}
