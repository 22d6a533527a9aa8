import * as z from "zod";
import type { FieldType } from "./connector.ts";
import { needSchema, triggerSchema } from "./flow-file.ts";
import type { Json } from "./json.ts";
import { outcomeCountsSchema, outcomeKinds, outcomeSchema } from "./outcome.ts";
import { problemSchema } from "./problem.ts";

/*
 * Requests and responses of the HTTP API under /api. Times are ISO 8601 in UTC, durations milliseconds, ids texts.
 * An answer that is not 2xx has the body `errorSchema`.
 */

/** Every error answer: a stable code, plain words saying what, where, why and what to do, and the problems when there are several. */
export const errorSchema = z.object({
  code: z.string(),
  message: z.string(),
  problems: z.array(problemSchema).optional(),
});

const fieldTypes = [
  "text",
  "number",
  "integer",
  "boolean",
  "date",
  "dateTime",
  "object",
  "list",
  "any",
] as const satisfies readonly FieldType[];

/** Any JSON value, typed as the rest of the product types it. */
const json: z.ZodType<Json> = z.json();
const jsonMembers = z.record(z.string(), json);
const time = z.string();
const graphDocument = json;

/** FL-2 of the flows list. `needs-connection`: a connection it uses is missing or broken. */
export const flowStatuses = ["draft", "active", "changed", "paused", "stopped", "needs-connection"] as const;

export const runStates = ["queued", "running", "paused", "succeeded", "failed", "stopped"] as const;
export const runTriggers = ["manual", "schedule", "webhook", "retry", "backfill"] as const;

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
});

/** A flow with its draft. `revision` grows with every saved draft. */
export const flowSchema = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(flowStatuses),
  statusReason: z.string().optional(),
  graph: graphDocument,
  revision: z.number().int(),
  savedAt: time,
  trigger: triggerSchema,
  activeVersion: z.number().int().optional(),
  activeGraph: graphDocument.optional(),
  versions: z.array(versionRowSchema),
  /** Where pushed records go, when the source is a webhook. Shown once the flow is active or listening. */
  hookUrl: z.string().optional(),
});

/** `GET /api/flows/:id/versions/:number`. */
export const versionSchema = versionRowSchema.extend({ graph: graphDocument });

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
  graph: graphDocument,
  revision: z.number().int(),
  trigger: triggerSchema.optional(),
});
export const savedDraftSchema = z.object({
  revision: z.number().int(),
  savedAt: time,
  problems: z.array(problemSchema),
});

/** One line of the activation page. `blocking` must be solved, `confirm` needs a tick that is kept with the version. */
export const checkSchema = z.object({
  code: z.string(),
  level: z.enum(["ok", "confirm", "blocking"]),
  title: z.string(),
  message: z.string(),
  problems: z.array(problemSchema).default([]),
});

/** A step or connection that differs between draft and active version. */
export const changeSchema = z.object({
  kind: z.enum(["added", "removed", "changed"]),
  what: z.enum(["step", "edge", "table", "name", "trigger"]),
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
  /** Records still queued or owed under older versions. */
  inFlight: z.number().int(),
});

/** `POST /api/flows/:id/activate`. `confirmed` lists the codes of ticked checks. */
export const activateSchema = z.strictObject({
  revision: z.number().int(),
  note: z.string().max(2000).default(""),
  confirmed: z.array(z.string()).default([]),
  start: z
    .discriminatedUnion("from", [
      z.strictObject({ from: z.literal("everything") }),
      z.strictObject({ from: z.literal("now") }),
    ])
    .optional(),
});

/** A run. `counts` are source records by their state; `read` = all counts + repeated + in flight. */
export const runSchema = z.object({
  id: z.string(),
  flow: z.string(),
  flowName: z.string(),
  version: z.number().int(),
  trigger: z.enum(runTriggers),
  state: z.enum(runStates),
  startedAt: time,
  finishedAt: time.optional(),
  read: z.number().int(),
  repeated: z.number().int(),
  inFlight: z.number().int(),
  counts: outcomeCountsSchema,
  /** Why it failed, in plain words. */
  problem: problemSchema.optional(),
});

/** A page of rows, newest first; `next` continues after the last row. */
export const page = <Row extends z.ZodType>(row: Row) =>
  z.object({ rows: z.array(row), next: z.string().optional() });

/** Query of `GET /api/runs`. `after` is the `next` of the page before. */
export const runQuerySchema = z.object({
  flow: z.string().optional(),
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** A row of the record log. */
export const recordRowSchema = z.object({
  id: z.string(),
  flow: z.string(),
  flowName: z.string(),
  run: z.string(),
  version: z.number().int(),
  key: z.string(),
  label: z.string(),
  outcome: z.enum(outcomeKinds),
  message: z.string(),
  node: z.string(),
  nodeTitle: z.string(),
  targets: z.array(z.object({ resource: z.string(), id: z.string() })),
  attempts: z.number().int(),
  at: time,
  durationMs: z.number(),
});

/** Query of `GET /api/records`. `q` is a business key (exact or its beginning). */
export const recordQuerySchema = z.object({
  q: z.string().max(200).optional(),
  flow: z.string().optional(),
  run: z.string().optional(),
  outcome: z.enum(outcomeKinds).optional(),
  /** Only records that wait for a person. */
  open: z.enum(["true"]).optional(),
  node: z.string().optional(),
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

const outgoingRequestSchema = z.object({
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

const leafSchema = z.object({ recordId: z.string(), outcome: outcomeSchema });

/** `GET /api/records/:id`: what was read, what was sent and what happened. */
export const recordSchema = recordRowSchema.extend({
  readAt: time,
  source: json,
  /** The graph of the version that handled it. */
  graph: graphDocument,
  leaves: z.array(leafSchema),
  passes: z.array(passSchema),
  /** Requests really sent, with their answers; secrets masked. */
  sent: z.array(
    z.object({
      node: z.string(),
      /** The record at that step that it belongs to, where that is known. */
      recordId: z.string().optional(),
      request: outgoingRequestSchema.optional(),
      answer: json,
      at: time.optional(),
    }),
  ),
  /** Until when the payload is kept. */
  keptUntil: time.optional(),
  /** True when personal fields were replaced by stand-ins. */
  standIns: z.boolean(),
});

/** A record to look at: as a source gave it, or pasted. */
export const sampleSchema = z.object({
  key: z.string(),
  data: json,
  readAt: time,
  origin: z.enum(["source", "pasted", "record", "kept"]),
});
export type Sample = z.infer<typeof sampleSchema>;

/** `POST /api/preview`: an unsaved graph and records; nothing is written anywhere. */
export const previewRequestSchema = z.strictObject({
  graph: graphDocument,
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

/** `POST /api/samples`: fetches records from the source step of an unsaved graph. */
export const fetchSamplesSchema = z.strictObject({
  graph: graphDocument,
  count: z.number().int().min(1).max(50).default(10),
  /** Only the record with this key. */
  key: z.string().optional(),
});
export const samplesSchema = z.object({ samples: z.array(sampleSchema), message: z.string().optional() });

/** `untested`: never checked since its last change. `broken`: it needs a person; records wait. */
export const connectionStates = ["untested", "working", "broken"] as const;

/** A connection. Secrets are write-only: only which of them are set is answered. */
export const connectionSchema = z.object({
  name: z.string(),
  title: z.string(),
  connector: z.string(),
  settings: jsonMembers,
  secretsSet: z.record(z.string(), z.object({ setAt: time })),
  state: z.enum(connectionStates),
  /** Why it is broken, in a sentence; empty otherwise. */
  stateMessage: z.string(),
  checkedAt: time.optional(),
  flows: z.array(z.object({ id: z.string(), name: z.string() })),
});

export const createConnectionSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,62}$/, "Use small letters, digits and -, beginning with a letter."),
  title: z.string().min(1).max(200),
  connector: z.string(),
  settings: jsonMembers.default({}),
  secrets: z.record(z.string(), z.string()).default({}),
});

/** Secrets left out stay as they are. */
export const changeConnectionSchema = z.strictObject({
  title: z.string().min(1).max(200).optional(),
  settings: jsonMembers.optional(),
  secrets: z.record(z.string(), z.string()).optional(),
});

/** `POST /api/connections/:name/check`. The first stage that is not ok says how to repair it. */
export const connectionCheckSchema = z.object({
  ok: z.boolean(),
  stages: z.array(
    z.object({
      stage: z.enum(["reachable", "signed-in", "permissions", "administrations", "sample"]),
      ok: z.boolean(),
      message: z.string(),
    }),
  ),
});

/** A field of a resource, for mapping and matching. */
export interface ResourceFieldRow {
  readonly name: string;
  readonly title: string;
  readonly type: FieldType;
  readonly required?: "always" | "create" | undefined;
  readonly writable?: boolean | undefined;
  readonly readable?: boolean | undefined;
  readonly assigned?: boolean | undefined;
  readonly maxLength?: number | undefined;
  readonly help?: string | undefined;
  readonly example?: Json | undefined;
  readonly fields?: readonly ResourceFieldRow[] | undefined;
}

const resourceFieldSchema: z.ZodType<ResourceFieldRow> = z.object({
  name: z.string(),
  title: z.string(),
  type: z.enum(fieldTypes),
  required: z.enum(["always", "create"]).optional(),
  writable: z.boolean().optional(),
  readable: z.boolean().optional(),
  assigned: z.boolean().optional(),
  maxLength: z.number().optional(),
  help: z.string().optional(),
  example: json.optional(),
  get fields() {
    return z.array(resourceFieldSchema).optional();
  },
});

/** `GET /api/connections/:name/resources`: what can be read and written there. */
export const resourceSchema = z.object({
  name: z.string(),
  title: z.string(),
  readable: z.boolean(),
  writable: z.boolean(),
  records: z.enum(["state", "event"]),
  key: z.string().optional(),
  label: z.string().optional(),
  match: z.union([z.array(z.string()), z.literal("any")]),
  fields: z.array(resourceFieldSchema),
});

export const templateRowSchema = z.object({
  name: z.string(),
  title: z.string(),
  summary: z.string(),
  needs: z.array(needSchema),
});

/** `GET /api/session`: who is signed in. */
export const sessionSchema = z.object({ user: z.object({ id: z.string(), name: z.string() }) });

/** What `/api/events` sends (server-sent events, one JSON per message). */
export const eventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("flow"), flow: z.string() }),
  z.object({ type: z.literal("run"), run: runSchema }),
  z.object({ type: z.literal("connection"), connection: z.string() }),
]);

/** `GET /health`. 200 when it can work, 503 when it cannot, with the reason in plain words. */
export const healthSchema = z.object({
  ok: z.boolean(),
  database: z.string(),
  workers: z.number().int(),
  message: z.string(),
});

export type ErrorAnswer = z.infer<typeof errorSchema>;
export type Session = z.infer<typeof sessionSchema>;
export type FlowStatus = (typeof flowStatuses)[number];
export type RunState = (typeof runStates)[number];
export type FlowRow = z.infer<typeof flowRowSchema>;
export type VersionRow = z.infer<typeof versionRowSchema>;
export type Version = z.infer<typeof versionSchema>;
export type Flow = z.infer<typeof flowSchema>;
export type SavedDraft = z.infer<typeof savedDraftSchema>;
export type ActivationCheck = z.infer<typeof checkSchema>;
export type Change = z.infer<typeof changeSchema>;
export type Activation = z.infer<typeof activationSchema>;
export type ActivateRequest = z.output<typeof activateSchema>;
export type Run = z.infer<typeof runSchema>;
export type RecordRow = z.infer<typeof recordRowSchema>;
export type RecordQuery = z.output<typeof recordQuerySchema>;
export type RecordDetail = z.infer<typeof recordSchema>;
export type PassRow = z.infer<typeof passSchema>;
export type DryRunRow = z.infer<typeof dryRunSchema>;
export type PreviewRequest = z.output<typeof previewRequestSchema>;
export type Preview = z.infer<typeof previewSchema>;
export type FetchSamples = z.output<typeof fetchSamplesSchema>;
export type Samples = z.infer<typeof samplesSchema>;
export type ConnectionRow = z.infer<typeof connectionSchema>;
export type ConnectionCheck = z.infer<typeof connectionCheckSchema>;
export type Resource = z.infer<typeof resourceSchema>;
export type TemplateRow = z.infer<typeof templateRowSchema>;
export type LiveEvent = z.infer<typeof eventSchema>;
export type Health = z.infer<typeof healthSchema>;

/** A page of rows, newest first. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next?: string | undefined;
}
