import * as z from "zod";

/** The period a backfill reads, and how fast. In the column `options` of its run. */
const backfillSchema = z.object({
  /** ISO 8601 in UTC. */
  since: z.string(),
  /** Nothing that changed then or later; left out: up to now. */
  until: z.string().optional(),
  /** Most records in a minute; left out: as fast as they are walked. */
  perMinute: z.number().int().positive().optional(),
  /** How many records the period was said to have when it was asked for. */
  expected: z.number().int().nonnegative().optional(),
});

export type BackfillOptions = z.infer<typeof backfillSchema>;

/** Reads the options of a backfill's run. */
export function readBackfillOptions(options: unknown): BackfillOptions {
  return backfillSchema.parse(options);
}
