import type { FlowTerms } from "@trasvase/db/queries/find-flow-terms.ts";
import type { OutcomeKind } from "@trasvase/shared/outcome.ts";
import type { LaneClaim } from "../queue/queue.ts";
import type { Links } from "./links.ts";
import type { OpenVersion } from "./open-versions.ts";
import type { StoredEffect } from "./stored-effects.ts";
import type { WalkedRecord } from "./walk-records.ts";

/** What is known of a record that was owed something before this walk. */
export interface OwedBefore {
  readonly runId: string;
  readonly state: OutcomeKind;
  readonly attempts: number;
  /** How many wishes there were when the walk began. */
  readonly wishes: number;
  readonly log: { readonly retention: number; readonly day: string; readonly id: number } | undefined;
  /** Tries so far, by the place that stopped. */
  readonly tries: ReadonlyMap<string, number>;
  /** Places that were not tried this time. */
  readonly held: ReadonlySet<string>;
}

/** A record at the end of a walk, with everything that settling stores about it. */
export interface RecordToSettle extends WalkedRecord {
  readonly runId: string;
  readonly version: number;
  readonly effects: readonly StoredEffect[];
  readonly before: OwedBefore | undefined;
  /** What counts against it: earlier walks that did not come back. They count on while its outcome is unknown: it may have been the one that ended them. */
  readonly begun: number;
  /** True: it was not walked, but stands behind an older record of its key. */
  readonly waits: boolean;
}

/** One settling: what a claimed lane has done and now stores, or not at all. */
export interface Settlement {
  readonly claim: LaneClaim;
  readonly flow: FlowTerms;
  /** The version that walked the records. */
  readonly walkedBy: OpenVersion;
  readonly kind: "state" | "event";
  /** The chunks this acknowledges; none when owed deliveries were tried again. */
  readonly chunkIds: readonly number[];
  readonly records: readonly RecordToSettle[];
  readonly links: Links;
  /** Whether locks on match values were taken. */
  readonly tookIntents: boolean;
  /** Whether anything was owed for one of the keys before. */
  readonly hasOpenKeys: boolean;
  readonly durationMs: number;
  /** What becomes of the lane: its next chunks are taken, or it is given free, or it stays in hand. */
  readonly afterwards: "take-next" | "release" | "keep";
}
