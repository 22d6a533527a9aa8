import * as z from "zod";
import { decisions, expectSchema } from "../case/case.ts";
import { differenceSchema } from "../case/compare.ts";
import { outcomeKinds } from "../outcome.ts";
import { sampleSchema } from "./sample.ts";
import { json, time } from "./values.ts";

/** A case of a flow with what its draft does with it now. */
export const caseRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  key: z.string(),
  readAt: time,
  input: json,
  expect: expectSchema,
  /** How many answers of systems it brings along. */
  answers: z.number().int(),
  ok: z.boolean(),
  differences: z.array(differenceSchema),
  /** Why it says nothing about the flow, when it does not. */
  problem: z.string().optional(),
  /** What the draft does with it; left out when it cannot be walked. */
  observed: z
    .object({
      outputs: z.record(z.string(), z.array(json)),
      decisions: z.record(z.string(), z.array(z.enum(decisions))),
      outcomes: z.array(
        z.object({ step: z.string(), port: z.string().optional(), outcome: z.enum(outcomeKinds) }),
      ),
    })
    .optional(),
});

/** `GET /api/flows/:id/cases`: every case, run against the draft as it is kept. */
export const casesSchema = z.object({ rows: z.array(caseRowSchema) });

const name = z.string().trim().min(1).max(200);

/** What is expected from now on: of each step everything that leaves it or some fields, the decisions, the endings. */
const chosenSchema = z.strictObject({
  steps: z.record(z.string(), z.union([z.literal("whole"), z.array(z.string()).max(200)])),
  decisions: z.boolean(),
  outcomes: z.boolean(),
});

/**
 * `POST /api/flows/:id/cases`: saves a sample with what the graph does with it now. The systems are asked once more, and what they answer is
 * kept with the case; record and answers are kept with stand-ins for what is personal.
 */
export const createCaseSchema = z.strictObject({
  name,
  graph: json,
  sample: sampleSchema.pick({ key: true, data: true, readAt: true, standIns: true }),
  chosen: chosenSchema,
});

/** `PATCH /api/flows/:id/cases/:case`. */
export const changeCaseSchema = z.strictObject({ name: name.optional(), expect: expectSchema.optional() });

export type CaseRow = z.infer<typeof caseRowSchema>;

export type Cases = z.infer<typeof casesSchema>;

export type CreateCase = z.output<typeof createCaseSchema>;

export type ChangeCase = z.output<typeof changeCaseSchema>;
