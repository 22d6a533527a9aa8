import * as z from "zod";
import { dryRunSchema } from "./preview.ts";
import { time } from "./values.ts";

/** Rejected records of a flow that failed in the same way (RUN-3). */
export const problemGroupSchema = z.object({
  flow: z.string(),
  flowName: z.string(),
  /** Names the group within its flow. */
  fingerprint: z.string(),
  node: z.string(),
  nodeTitle: z.string(),
  /** What one of them was refused with. */
  message: z.string(),
  count: z.number().int(),
  since: time,
  last: time,
  /** Up to three of their keys. */
  keys: z.array(z.string()),
});

/** Query of `GET /api/problem-groups`. */
export const problemGroupQuerySchema = z.object({ flow: z.string().optional() });

/** `POST /api/records/:id/close`: ends a rejected record, which counts as skipped from then on. */
export const closeSchema = z.strictObject({ reason: z.string().trim().min(1).max(500) });

/**
 * `POST /api/flows/:id/rejected/retry` and `/close`: all rejected records of a flow, or those of one group or run. `count` is how many the
 * caller saw: above 100 another number answers 409.
 */
export const rejectedSchema = z.strictObject({
  fingerprint: z.string().optional(),
  run: z.string().optional(),
  count: z.number().int().min(1),
  /** Needed to close. */
  reason: z.string().trim().max(500).default(""),
});

export const wishedSchema = z.object({ count: z.number().int() });

/** A record whose write waits for a person's confirmation, with what it would do. */
const heldRecordSchema = z.object({
  id: z.string(),
  key: z.string(),
  label: z.string(),
  node: z.string(),
  nodeTitle: z.string(),
  since: time,
  /** Left out where it could not be worked out; `message` then says why. */
  dryRun: dryRunSchema.optional(),
  message: z.string(),
});

/** `GET /api/flows/:id/held`. `first`: of a flow whose first records are confirmed; `cap`: of a run that came to the most it may create. */
export const heldSchema = z.object({
  kind: z.enum(["first", "cap"]).optional(),
  count: z.number().int(),
  /** The oldest of them, 20 at most. */
  rows: z.array(heldRecordSchema),
});

/** `POST /api/flows/:id/held`. Either way the flow's state follows: confirmed, it goes on; refused, it stays paused. */
export const answerHeldSchema = z.discriminatedUnion("answer", [
  /** `more`: how many more the run may create, for `cap`; left out: as many as come. */
  z.strictObject({ answer: z.literal("confirm"), more: z.number().int().min(1).optional() }),
  z.strictObject({ answer: z.literal("refuse"), reason: z.string().trim().max(500).default("") }),
]);

/** `PUT /api/flows/:id/limits`. Null: no limit of its own. */
export const limitsSchema = z.strictObject({
  /** Most records that one run may create; beyond it the flow pauses and asks. */
  mostCreates: z.number().int().min(1).max(10_000_000).nullable(),
  /** Most records that may wait in the queue. */
  backlogRecords: z.number().int().min(100).max(10_000_000).nullable(),
});

export type ProblemGroup = z.infer<typeof problemGroupSchema>;

export type Held = z.infer<typeof heldSchema>;

export type HeldRecord = z.infer<typeof heldRecordSchema>;

export type FlowLimits = z.infer<typeof limitsSchema>;
