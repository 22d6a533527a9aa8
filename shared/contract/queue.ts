import * as z from "zod";

/** `GET /api/flows/:id/queue`: what waits in a flow now, in source records. */
export const queueSchema = z.object({
  /** Read or received, and not walked yet. */
  queued: z.object({
    records: z.number().int(),
    /** Before compression. */
    bytes: z.number().int(),
    /** Age of the oldest. */
    oldestMs: z.number(),
  }),
  /** Beyond these the source is not read on, and pushes are answered with 503. */
  limits: z.object({ records: z.number().int(), bytes: z.number().int() }),
  isFull: z.boolean(),
  /** Walked, and not at their end, by what they wait for. */
  owed: z.object({
    /** For their next try. */
    retrying: z.number().int(),
    /** For being looked up at the destination. */
    unknown: z.number().int(),
    /** For an older record with the same key. */
    waiting: z.number().int(),
    /** For a person. */
    rejected: z.number().int(),
    /** For a person's confirmation. */
    held: z.number().int(),
  }),
});

export type FlowQueue = z.infer<typeof queueSchema>;
