import * as z from "zod";
import { json, time } from "./values.ts";

/** A record to look at: as a source gave it, or pasted. */
export const sampleSchema = z.object({
  key: z.string(),
  data: json,
  readAt: time,
  origin: z.enum(["source", "pasted", "record", "kept"]),
  /** Of a kept one. */
  id: z.string().optional(),
  name: z.string().optional(),
  /** True when its personal fields are stand-ins. */
  standIns: z.boolean().optional(),
});

export type Sample = z.infer<typeof sampleSchema>;

/**
 * `POST /api/samples`: fetches records from the source step of an unsaved graph. With `flow` they stay in the server's memory for an hour,
 * so that the page can be opened again without asking the source.
 */
export const fetchSamplesSchema = z.strictObject({
  graph: json,
  count: z.number().int().min(1).max(50).default(10),
  /** Only the record with this key. */
  key: z.string().optional(),
  /** Only records whose field has this value, where the system can find by it. */
  where: z.strictObject({ field: z.string().min(1), value: z.string().min(1) }).optional(),
  flow: z.string().optional(),
});

export const samplesSchema = z.object({ samples: z.array(sampleSchema), message: z.string().optional() });

/** `GET /api/flows/:id/samples`: what is kept with the flow, and what was fetched for it in the last hour. */
export const flowSamplesSchema = z.object({
  kept: z.array(sampleSchema),
  fetched: z
    .object({
      samples: z.array(sampleSchema),
      at: time,
      /** When they are forgotten, at the latest: a restart of the server forgets them too. */
      until: time,
      /** The settings of the source step that they were fetched with, as the caller gave them. */
      settings: z.string(),
    })
    .optional(),
});

/** `POST /api/flows/:id/samples`: keeps a record with the flow. Its personal fields, as the graph says, become stand-ins first. */
export const keepSampleSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  graph: json,
  sample: sampleSchema.pick({ key: true, data: true, readAt: true, standIns: true }),
});

/** `PATCH /api/flows/:id/samples/:sample`. */
export const renameSampleSchema = z.strictObject({ name: z.string().trim().min(1).max(200) });

export type FetchSamples = z.output<typeof fetchSamplesSchema>;

export type Samples = z.infer<typeof samplesSchema>;

export type FlowSamples = z.infer<typeof flowSamplesSchema>;

export type KeepSample = z.output<typeof keepSampleSchema>;
