import * as z from "zod";

/** Which settled records are kept in the log: all, those that failed and a sample of the others, or none. What is owed is always kept. */
export const logPolicies = ["all", "failures", "none"] as const;
/** Days a settled record is kept. */
export const keepingDays = [7, 30, 90, 400] as const;

/** `GET` and `PUT /api/flows/:id/keeping`. */
export const keepingSchema = z.strictObject({
  log: z.enum(logPolicies),
  days: z.literal(keepingDays),
  /** Days after which a rejected record that nobody looked after is closed as expired. */
  expireAfterDays: z.number().int().min(1).max(400),
});

export type Keeping = z.infer<typeof keepingSchema>;
