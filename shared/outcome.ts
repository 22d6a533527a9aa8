import * as z from "zod";

/**
 * What became of a leaf, best to worst. A record's state is its worst leaf, and `retrying`, `unknown` and `rejected` are still owed.
 * The order is part of the conservation law (README, "What is promised").
 */
export const outcomeKinds = [
  "filtered",
  "superseded",
  "skipped",
  "unchanged",
  "updated",
  "created",
  "retrying",
  "rejected",
  "unknown",
] as const;

export type OutcomeKind = (typeof outcomeKinds)[number];

/** The worse of two outcome kinds. Commutative, associative, idempotent. */
export function worseKind(a: OutcomeKind, b: OutcomeKind): OutcomeKind {
  return a === b || outcomeKinds.indexOf(a) >= outcomeKinds.indexOf(b) ? a : b;
}

/** Whether an outcome is final: nothing more is owed for it. */
export function isFinal(kind: OutcomeKind): boolean {
  return kind !== "retrying" && kind !== "unknown" && kind !== "rejected";
}

/** What became of a leaf or an arrival, with everything a person needs to understand it. */
export const outcomeSchema = z.object({
  kind: z.enum(outcomeKinds),
  /** The step where the path ended. */
  node: z.string(),
  /** The port, when the path ended at one with nothing behind it. */
  port: z.string().optional(),
  /** Stable code of the cause, for grouping, for example `T2001` or `item-unknown`. */
  code: z.string().optional(),
  /** Plain words: what happened, why, what to do. */
  message: z.string(),
  /** Path of the config field that caused it, with the range inside its expression. */
  field: z.string().optional(),
  start: z.number().int().optional(),
  end: z.number().int().optional(),
  /** The value that was seen, shortened. */
  value: z.string().optional(),
  /** The record in the target system, when known. */
  target: z.object({ resource: z.string(), id: z.string() }).optional(),
  /** For `retrying`: not before this moment, in milliseconds from now. */
  retryAfterMs: z.number().nonnegative().optional(),
});

export type Outcome = z.infer<typeof outcomeSchema>;

/** How many records (or leaves) ended how. Missing kinds count 0. */
export const outcomeCountsSchema = z.partialRecord(z.enum(outcomeKinds), z.number().int().nonnegative());

export type OutcomeCounts = z.infer<typeof outcomeCountsSchema>;
