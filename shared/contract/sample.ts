import * as z from "zod";
import { json, time } from "./values.ts";

/** A record to look at: as a source gave it, or pasted. */
export const sampleSchema = z.object({
  key: z.string(),
  data: json,
  readAt: time,
  origin: z.enum(["source", "pasted", "record", "kept"]),
});

export type Sample = z.infer<typeof sampleSchema>;

/** `POST /api/samples`: fetches records from the source step of an unsaved graph. */
export const fetchSamplesSchema = z.strictObject({
  graph: json,
  count: z.number().int().min(1).max(50).default(10),
  /** Only the record with this key. */
  key: z.string().optional(),
});

export const samplesSchema = z.object({ samples: z.array(sampleSchema), message: z.string().optional() });

export type FetchSamples = z.output<typeof fetchSamplesSchema>;

export type Samples = z.infer<typeof samplesSchema>;
