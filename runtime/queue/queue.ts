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

/** The unit of work: at most {@link recordsPerChunk} records of one lane. */
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
 * `append`, `take` and `acknowledge` work inside the caller's transaction, so that a cursor moves with its records and outcomes
 * are stored with the acknowledgement, or neither.
 */
export interface Queue {
  /** Stores chunks in the order given and wakes their lanes. Durable once the transaction commits. */
  append(within: Queryable, place: FlowPlace, chunks: readonly ChunkToAppend[]): Promise<void>;
  /** Claims a lane with something to do, never one of `withoutFlows`. Undefined: nothing to do now. */
  claim(by: {
    readonly owner: string;
    readonly leaseMs: number;
    readonly withoutFlows: readonly string[];
  }): Promise<LaneClaim | undefined>;
  /** Renews the lease; inside a transaction it also keeps everybody else from the lane until the end. False: fenced. */
  hold(within: Queryable, claim: LaneClaim, leaseMs: number): Promise<boolean>;
  /** The oldest chunk of a held lane; its attempt is counted. */
  take(within: Queryable, claim: LaneClaim): Promise<QueuedChunk | undefined>;
  /** Notes, before its walk, which record is walked alone, null for none, and which ones were when a worker died. */
  mark(claim: LaneClaim, chunkId: number, marker: number | null, fatal: readonly number[]): Promise<void>;
  /** Deletes a chunk of a held lane. `fenced`: somebody newer owns the lane, or it is done: throw the work away. */
  acknowledge(within: Queryable, claim: LaneClaim, chunkId: number): Promise<"ok" | "fenced">;
  /**
   * Undoes `take` for a walk that did not come to its end. The chunk rests for `restMs`, and with it its lane, whose order stays. A walk
   * that counts as an attempt is repeated record by record.
   */
  putBack(
    claim: LaneClaim,
    chunkId: number,
    how: { readonly restMs: number; readonly countsAsAttempt: boolean },
  ): Promise<void>;
  /** Gives the lane free; whoever claims next goes on. */
  release(claim: LaneClaim): Promise<void>;
  stats(flowId: string): Promise<QueueStats>;
}
