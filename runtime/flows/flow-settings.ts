import * as z from "zod";

/** What a flow is told beside its graph and its trigger; joined into the column `settings` piece by piece. */
const flowSettingsSchema = z.object({
  /** Most that may wait in its queue, where it differs from the installation's. */
  backlog: z
    .object({
      records: z.number().int().positive().optional(),
      bytes: z.number().int().positive().optional(),
    })
    .optional(),
  /** Most records that one run may create; beyond it a person is asked. */
  mostCreates: z.number().int().positive().optional(),
  /** Set until a person has confirmed the first records: nothing is written before. */
  hold: z.object({ count: z.number().int().positive() }).optional(),
  /** Where reading begins while there is no cursor. */
  start: z.object({ from: z.string(), date: z.string().optional() }).optional(),
});

export type FlowSettings = z.infer<typeof flowSettingsSchema>;

/** Reads the settings of a flow. What this version cannot read counts as not set. */
export function readFlowSettings(settings: unknown): FlowSettings {
  return flowSettingsSchema.safeParse(settings).data ?? {};
}
