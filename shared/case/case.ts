import * as z from "zod";
import type { Json } from "../json.ts";
import { outcomeKinds } from "../outcome.ts";

const json: z.ZodType<Json> = z.json();
const members = z.record(z.string(), json);

/** What a system answered when the case was recorded: the records found by some values. */
const findSchema = z.strictObject({
  connection: z.string(),
  resource: z.string(),
  options: members.optional(),
  fields: z.array(z.string()),
  values: z.array(json),
  found: z.array(z.strictObject({ id: z.string(), data: members })),
});

/** That a record of the source was sent before: to which record of the target, and what stands for the body sent last. */
const linkSchema = z.strictObject({
  connection: z.string(),
  resource: z.string(),
  key: z.string(),
  id: z.string(),
  sent: z.string().optional(),
});

export const decisions = ["create", "update", "unchanged", "skip", "reject"] as const;

/** What a flow is expected to do with a case. What is left out may be anything. */
export const expectSchema = z.strictObject({
  /** By step: everything that leaves it, in order. */
  outputs: z.record(z.string(), z.array(json)).optional(),
  /** By step: the fields at some paths, one object per record that leaves it; a field that is left out must not be there. */
  fields: z
    .record(z.string(), z.strictObject({ paths: z.array(z.string()), values: z.array(members) }))
    .optional(),
  /** By destination: what it decides, record by record. */
  decisions: z.record(z.string(), z.array(z.enum(decisions))).optional(),
  /** Where the paths end, in any order. */
  outcomes: z
    .array(z.strictObject({ step: z.string(), port: z.string().optional(), outcome: z.enum(outcomeKinds) }))
    .optional(),
});

/** A sample with its expected results: a test of the flow. It asks no system; the answers come with it. */
export const caseSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  input: json,
  key: z.string().optional(),
  /** The moment that `$now` shows, ISO 8601. */
  readAt: z.string().optional(),
  answers: z
    .strictObject({ finds: z.array(findSchema).default([]), links: z.array(linkSchema).default([]) })
    .default({ finds: [], links: [] }),
  expect: expectSchema.default({}),
});

/** One answer of a system, as a case keeps it. */
export type CaseFind = z.infer<typeof findSchema>;

export type CaseLink = z.infer<typeof linkSchema>;

export type Expected = z.infer<typeof expectSchema>;

export type FlowCase = z.infer<typeof caseSchema>;

/** The moment of a case that names none: the same for ever. */
export const caseReadAt = "2026-01-01T00:00:00.000Z";
