import * as z from "zod";
import { outcomeKinds, outcomeSchema } from "../outcome.ts";
import { problemSchema } from "../problem.ts";
import { sampleSchema } from "./sample.ts";
import { json, jsonMembers } from "./values.ts";

export const outgoingRequestSchema = z.object({
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  body: json.optional(),
});

const foundRecordSchema = z.object({ id: z.string(), data: jsonMembers });

/** What a destination would do, with the exact requests. Nothing was sent. */
export const dryRunSchema = z.object({
  decision: z.enum(["create", "update", "unchanged", "skip", "reject"]),
  reason: z.string(),
  matched: foundRecordSchema.nullable(),
  match: z.array(z.object({ field: z.string(), value: json })),
  requests: z.array(outgoingRequestSchema),
  changes: z.array(z.object({ path: z.string(), from: json.optional(), to: json.optional() })),
});

/** One record at one step: of a preview, or of a past record derived by replay. */
export const passSchema = z.object({
  node: z.string(),
  recordId: z.string(),
  input: json,
  outputs: z.array(z.object({ port: z.string(), data: json, recordId: z.string() })),
  verdicts: z.array(
    z.object({ field: z.string(), port: z.string(), value: json.optional(), holds: z.boolean() }),
  ),
  /** Of a lookup. */
  answer: json.optional(),
  outcome: outcomeSchema.optional(),
  dryRun: dryRunSchema.optional(),
  provisional: z.boolean(),
  durationMs: z.number(),
});

export const leafSchema = z.object({ recordId: z.string(), outcome: outcomeSchema });

/** `POST /api/preview`: an unsaved graph and records; nothing is written anywhere. */
export const previewRequestSchema = z.strictObject({
  graph: json,
  flow: z.string().optional(),
  samples: z
    .array(sampleSchema.pick({ data: true, readAt: true }).extend({ key: z.string().optional() }))
    .min(1)
    .max(50),
});

/** The preview: problems of the graph, and per sample every pass and leaf. */
export const previewSchema = z.object({
  problems: z.array(problemSchema),
  samples: z.array(
    z.object({
      key: z.string(),
      state: z.enum(outcomeKinds),
      passes: z.array(passSchema),
      leaves: z.array(leafSchema),
    }),
  ),
});

export type PassRow = z.infer<typeof passSchema>;

export type DryRunRow = z.infer<typeof dryRunSchema>;

export type PreviewRequest = z.output<typeof previewRequestSchema>;

export type Preview = z.infer<typeof previewSchema>;
