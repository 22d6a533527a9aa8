import type { Queryable } from "@trasvase/db/client.ts";

/** A lane in somebody's hands, for as long as its lease lasts. `epoch` is the fence: a newer claim has a higher one. */
export interface LaneClaim {
  readonly workspaceId: string;
  readonly flowId: string;
  readonly lane: number;
  readonly owner: string;
  readonly epoch: number;
}

/** Records of one lane on their way into the queue. */
export interface ChunkToAppend {
  readonly lane: number;
  readonly runId: string;
  /** The flow's version whose source step read them. */
  readonly version: number;
  readonly count: number;
  /** Size before compression and encryption, for back-pressure. */
  readonly bytes: number;
  readonly payload: Uint8Array;
  readonly dataKeyId: number;
}

/** At most {@link recordsPerChunk} records of one lane, as they were appended together. */
export interface QueuedChunk {
  readonly id: number;
  readonly runId: string;
  readonly version: number;
  readonly count: number;
  readonly payload: Uint8Array;
  readonly dataKeyId: number;
  /** How often its walk has begun, this time included. More than 1: a worker died over it, or lost its lease. */
  readonly attempts: number;
  /** Position of the record that was walked alone when the worker died. */
  readonly marker: number | undefined;
  /** Positions of records that were walked alone when workers died before that, once for each death. */
  readonly fatal: readonly number[];
}

/** Most records of a chunk, and of the chunks that are walked together. */
export const recordsPerChunk = 100;

/** What waits in a flow's queue. */
export interface QueueStats {
  readonly records: number;
  readonly bytes: number;
  readonly chunks: number;
  readonly oldestMs: number;
}

/** Whose queue: a flow of a workspace. */
export interface FlowPlace {
  readonly workspaceId: string;
  readonly flowId: string;
}

/**
 * Strictly ordered lanes of chunks, many of them in parallel, shared fairly between flows. All times are the store's own.
 *
 * `append`, `acknowledge` and `takeNextOrRelease` work inside the caller's transaction, so that a cursor moves with its records and
 * outcomes are stored with the acknowledgement, or neither.
 */
export interface Queue {
  /** Stores chunks in the order given. Durable once the transaction commits; then `wake` their lanes. */
  append(within: Queryable, place: FlowPlace, chunks: readonly ChunkToAppend[]): Promise<void>;
  /** Tells lanes that they have chunks. What is not told in time is found by `wakeForgotten`. */
  wake(place: FlowPlace, lanes: readonly number[]): Promise<void>;
  /** Wakes lanes whose chunks nobody told them of. Call it every few seconds. */
  wakeForgotten(): Promise<void>;
  /** Claims a lane with something to do, never one of `withoutFlows`. Undefined: nothing to do now. */
  claim(by: {
    readonly owner: string;
    readonly leaseMs: number;
    readonly withoutFlows: readonly string[];
  }): Promise<LaneClaim | undefined>;
  /** Renews the lease; inside a transaction it also keeps everybody else from the lane until the end. False: fenced. */
  hold(within: Queryable, claim: LaneClaim, leaseMs: number): Promise<boolean>;
  /**
   * The oldest chunks of a held lane that are walked together: of one version, {@link recordsPerChunk} records at most. One whose walk did
   * not come back before comes alone. Renews the lease. None: nothing to do, or fenced. A claim that ends without having settled them,
   * put them back or given the lane free counts as an attempt of each.
   */
  take(claim: LaneClaim, leaseMs: number): Promise<readonly QueuedChunk[]>;
  /**
   * Takes the next chunks in the transaction that acknowledges the last ones, or gives the lane free when there are none, or none are
   * wanted (`leaseMs` undefined); then `wake` it once more when that is committed.
   */
  takeNextOrRelease(
    within: Queryable,
    claim: LaneClaim,
    leaseMs: number | undefined,
  ): Promise<readonly QueuedChunk[]>;
  /** Notes, before its walk, which record is walked alone, null for none, and which ones were when a worker died. */
  mark(claim: LaneClaim, chunkId: number, marker: number | null, fatal: readonly number[]): Promise<void>;
  /** Deletes chunks of a held lane. `fenced`: somebody newer owns the lane, or they are done: throw the work away. */
  acknowledge(within: Queryable, claim: LaneClaim, chunkIds: readonly number[]): Promise<"ok" | "fenced">;
  /**
   * Undoes `take` for a walk that did not come to its end. The chunks rest for `restMs`, and with them their lane, whose order stays. A walk
   * that counts as an attempt is repeated record by record.
   */
  putBack(
    claim: LaneClaim,
    chunkIds: readonly number[],
    how: { readonly restMs: number; readonly countsAsAttempt: boolean },
  ): Promise<void>;
  /** Gives the lane free; whoever claims next goes on. */
  release(claim: LaneClaim): Promise<void>;
  stats(flowId: string): Promise<QueueStats>;
}
