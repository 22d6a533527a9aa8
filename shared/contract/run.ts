import * as z from "zod";
import { outcomeCountsSchema } from "../outcome.ts";
import { problemSchema } from "../problem.ts";
import { time } from "./values.ts";

export const runStates = ["queued", "running", "paused", "succeeded", "failed", "stopped"] as const;

export const runTriggers = ["manual", "schedule", "webhook", "retry", "backfill"] as const;

/** A run. `counts` are source records by their state; `read` = all counts + repeated + in flight. */
export const runSchema = z.object({
  id: z.string(),
  flow: z.string(),
  flowName: z.string(),
  version: z.number().int(),
  trigger: z.enum(runTriggers),
  state: z.enum(runStates),
  startedAt: time,
  finishedAt: time.optional(),
  read: z.number().int(),
  repeated: z.number().int(),
  inFlight: z.number().int(),
  counts: outcomeCountsSchema,
  /** Whether its source is still to be read to the end. */
  isReading: z.boolean(),
  /** Of a backfill: the period it reads. */
  backfill: z
    .object({
      since: time,
      until: time.optional(),
      perMinute: z.number().int().optional(),
      expected: z.number().int().optional(),
    })
    .optional(),
  /** Why it failed, in plain words. */
  problem: problemSchema.optional(),
});

/** Query of `GET /api/runs`. `after` is the `next` of the page before. */
export const runQuerySchema = z.object({
  flow: z.string().optional(),
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export type RunState = (typeof runStates)[number];

export type Run = z.infer<typeof runSchema>;
