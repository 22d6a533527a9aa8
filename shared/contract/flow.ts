import * as z from "zod";
import { triggerSchema } from "../flow-file.ts";
import { outcomeCountsSchema } from "../outcome.ts";
import { problemSchema } from "../problem.ts";
import { runStates } from "./run.ts";
import { json, time } from "./values.ts";

/** FL-2 of the flows list. `needs-connection`: a connection it uses is missing or broken. */
export const flowStatuses = ["draft", "active", "changed", "paused", "stopped", "needs-connection"] as const;

/** One day of a flow's last 14: settled records that ended well, and that did not. */
const daySchema = z.object({ day: z.string(), ok: z.number(), failed: z.number() });

/** A row of the flows list. */
export const flowRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(flowStatuses),
  /** Why it is stopped or what is missing, in plain words. */
  statusReason: z.string().optional(),
  /** Connector types of source and destinations, for the route glyphs. */
  from: z.object({ connector: z.string(), title: z.string() }).optional(),
  to: z.array(z.object({ connector: z.string(), title: z.string() })),
  activeVersion: z.number().int().optional(),
  lastRun: z
    .object({ id: z.string(), state: z.enum(runStates), startedAt: time, counts: outcomeCountsSchema })
    .optional(),
  records24h: z.number().int(),
  days: z.array(daySchema),
  /** Records whose latest attempt failed and that wait for a person. */
  openFailures: z.number().int(),
  nextRunAt: time.optional(),
  /** Read records but wrote none where it usually does (FL-5). */
  noOutput: z.boolean(),
  updatedAt: time,
});

/** A version of a flow's graph. Immutable. */
export const versionRowSchema = z.object({
  number: z.number().int(),
  note: z.string(),
  createdAt: time,
  active: z.boolean(),
  /** What stood against it when it was activated, and why that was done all the same. */
  overrides: z.array(z.object({ code: z.string(), message: z.string(), reason: z.string() })),
});

/** A flow with its draft. `revision` grows with every saved draft. */
export const flowSchema = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(flowStatuses),
  statusReason: z.string().optional(),
  graph: json,
  revision: z.number().int(),
  savedAt: time,
  trigger: triggerSchema,
  /** When its schedule is due next, while it is active. */
  nextRunAt: time.optional(),
  activeVersion: z.number().int().optional(),
  activeGraph: json.optional(),
  versions: z.array(versionRowSchema),
  /** Where pushed records go, when the source is a webhook. Shown once the flow is active or listening. */
  hookUrl: z.string().optional(),
});

/** `GET /api/flows/:id/versions/:number`. */
export const versionSchema = versionRowSchema.extend({ graph: json });

/** `PUT /api/flows/:id/trigger`. */
export const changeTriggerSchema = z.strictObject({ trigger: triggerSchema });

/** `POST /api/flows/:id/versions/:number/restore`. `revision` is the draft that is replaced. */
export const restoreVersionSchema = z.strictObject({ revision: z.number().int() });

/** `POST /api/flows`: an empty flow, a copy, a template, or an imported file; exactly one. */
export const createFlowSchema = z.strictObject({
  name: z.string().min(1).max(200).optional(),
  template: z.string().optional(),
  copyOf: z.string().optional(),
  file: json.optional(),
});

/** `PUT /api/flows/:id/draft`. `revision` is the one the edit started from; another one in the meantime answers 409. */
export const saveDraftSchema = z.strictObject({
  graph: json,
  revision: z.number().int(),
});

export const savedDraftSchema = z.object({
  revision: z.number().int(),
  savedAt: time,
  problems: z.array(problemSchema),
  /** The flow's cases, run against this draft; left out when it has none. */
  cases: z.object({ total: z.number().int(), red: z.array(z.string()) }).optional(),
});

export type FlowStatus = (typeof flowStatuses)[number];

export type FlowRow = z.infer<typeof flowRowSchema>;

export type VersionRow = z.infer<typeof versionRowSchema>;

export type Version = z.infer<typeof versionSchema>;

export type Flow = z.infer<typeof flowSchema>;

export type SavedDraft = z.infer<typeof savedDraftSchema>;
