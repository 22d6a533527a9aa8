import * as z from "zod";
import { outcomeKinds } from "../outcome.ts";
import { leafSchema, outgoingRequestSchema, passSchema } from "./preview.ts";
import { json, time } from "./values.ts";

/** A row of the record log. */
export const recordRowSchema = z.object({
  id: z.string(),
  flow: z.string(),
  flowName: z.string(),
  run: z.string(),
  version: z.number().int(),
  key: z.string(),
  label: z.string(),
  outcome: z.enum(outcomeKinds),
  message: z.string(),
  node: z.string(),
  nodeTitle: z.string(),
  targets: z.array(z.object({ resource: z.string(), id: z.string() })),
  attempts: z.number().int(),
  at: time,
  durationMs: z.number(),
});

/** Query of `GET /api/records`. `q` is a business key (exact or its beginning). */
export const recordQuerySchema = z.object({
  q: z.string().max(200).optional(),
  flow: z.string().optional(),
  run: z.string().optional(),
  outcome: z.enum(outcomeKinds).optional(),
  /** Only records that wait for a person. */
  open: z.enum(["true"]).optional(),
  node: z.string().optional(),
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

/** `GET /api/records/:id`: what was read, what was sent and what happened. */
export const recordSchema = recordRowSchema.extend({
  readAt: time,
  source: json,
  /** The graph of the version that handled it. */
  graph: json,
  leaves: z.array(leafSchema),
  passes: z.array(passSchema),
  /** Requests really sent, with their answers; secrets masked. */
  sent: z.array(
    z.object({
      node: z.string(),
      /** The record at that step that it belongs to, where that is known. */
      recordId: z.string().optional(),
      request: outgoingRequestSchema.optional(),
      answer: json,
      at: time.optional(),
    }),
  ),
  /** Until when the payload is kept. */
  keptUntil: time.optional(),
  /** True when personal fields were replaced by stand-ins. */
  standIns: z.boolean(),
});

export type RecordRow = z.infer<typeof recordRowSchema>;

export type RecordQuery = z.output<typeof recordQuerySchema>;

export type RecordDetail = z.infer<typeof recordSchema>;
