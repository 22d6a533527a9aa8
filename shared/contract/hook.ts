import * as z from "zod";
import { json, time } from "./values.ts";

/** A record that was pushed while somebody listened for a sample. */
export const heardRecordSchema = z.object({ data: json, at: time });

/** `GET /api/flows/:id/hook`: where records are pushed to a flow. */
export const hookSchema = z.object({
  /** Left out while the flow has no address: it gets one with its activation, or when somebody listens. */
  url: z.string().optional(),
  /** Until when what is pushed is kept as a sample. */
  listeningUntil: time.optional(),
  /** The oldest first, 20 at most. */
  heard: z.array(heardRecordSchema),
});

/** `POST /api/flows/:id/hook/listen`. What was heard before is forgotten either way. */
export const listenSchema = z.strictObject({ on: z.boolean() });

export type Hook = z.infer<typeof hookSchema>;

export type HeardRecord = z.infer<typeof heardRecordSchema>;
