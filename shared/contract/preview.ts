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

const dryWriteSchema = z.object({ requests: z.array(outgoingRequestSchema), refused: z.string().optional() });

/** What a destination would do, with the exact requests. Nothing was sent. */
export const dryRunSchema = z.object({
  decision: z.enum(["create", "update", "unchanged", "skip", "reject"]),
  reason: z.string(),
  matched: foundRecordSchema.nullable(),
  match: z.array(z.object({ field: z.string(), value: json })),
  /** How many records the match fields found; left out when nothing was looked up. */
  found: z.number().optional(),
  /** Id of the record that an earlier write of this key made or changed. */
  linked: z.string().optional(),
  requests: z.array(outgoingRequestSchema),
  /** What a create and an update would send, whatever was decided. */
  writes: z.object({ create: dryWriteSchema.optional(), update: dryWriteSchema.optional() }),
  changes: z.array(
    z.object({
      path: z.string(),
      from: json.optional(),
      to: json.optional(),
      createOnly: z.boolean().optional(),
    }),
  ),
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
  /** What `$steps` shows of the step: of a lookup its answer, of a destination the target's record. */
  answer: json.optional(),
  outcome: outcomeSchema.optional(),
  dryRun: dryRunSchema.optional(),
  /** When the system behind a lookup or destination was asked; an earlier preview may have done so. ISO 8601. */
  askedAt: z.string().optional(),
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
  /** Asks the systems again, whatever earlier previews were answered. */
  fresh: z.boolean().optional(),
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
