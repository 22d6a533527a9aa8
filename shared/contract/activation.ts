import * as z from "zod";
import { problemSchema } from "../problem.ts";

/**
 * One line of the activation page. `blocking` must be solved, `reason` must be solved or overridden with a reason, `confirm` needs a tick; reason
 * and tick are kept with the version.
 */
export const checkSchema = z.object({
  code: z.string(),
  level: z.enum(["ok", "confirm", "reason", "blocking"]),
  title: z.string(),
  message: z.string(),
  problems: z.array(problemSchema).default([]),
});

/** A step or connection that differs between draft and active version. */
export const changeSchema = z.object({
  kind: z.enum(["added", "removed", "changed"]),
  what: z.enum(["step", "edge", "table", "limits", "name", "trigger"]),
  name: z.string(),
  title: z.string(),
  /** Config fields that differ, with the texts before and after. */
  fields: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
});

/** `GET /api/flows/:id/activation`. */
export const activationSchema = z.object({
  revision: z.number().int(),
  nextVersion: z.number().int(),
  checks: z.array(checkSchema),
  changes: z.array(changeSchema),
  /** True when nobody ever chose where reading starts; then `start` must be given. */
  asksStart: z.boolean(),
  /** Whether reading can begin at a date. */
  canBeginAt: z.boolean(),
  /** Records still queued or owed under older versions. */
  inFlight: z.number().int(),
});

/** `POST /api/flows/:id/activate`. `confirmed` lists the codes of ticked checks, `reasons` those that are overridden. */
export const activateSchema = z.strictObject({
  revision: z.number().int(),
  note: z.string().max(2000).default(""),
  confirmed: z.array(z.string()).default([]),
  /** Holds the first so many records until a person has confirmed them: nothing is written before. */
  holdFirst: z.number().int().min(1).max(100).optional(),
  /** By code of the checks that are overridden: why. */
  reasons: z.record(z.string(), z.string().trim().min(1).max(1000)).default({}),
  start: z
    .discriminatedUnion("from", [
      z.strictObject({ from: z.literal("everything") }),
      z.strictObject({ from: z.literal("now") }),
      /** What changed since then. ISO 8601 in UTC. */
      z.strictObject({ from: z.literal("date"), date: z.iso.datetime() }),
    ])
    .optional(),
});

export type ActivationCheck = z.infer<typeof checkSchema>;

export type Change = z.infer<typeof changeSchema>;

export type Activation = z.infer<typeof activationSchema>;

export type ActivateRequest = z.output<typeof activateSchema>;
