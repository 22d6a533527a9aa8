import { activateSchema, activationSchema } from "@trasvase/shared/contract/activation.ts";
import {
  caseRowSchema,
  casesSchema,
  changeCaseSchema,
  createCaseSchema,
} from "@trasvase/shared/contract/case.ts";
import {
  changeConnectionSchema,
  connectionCheckSchema,
  connectionSchema,
  createConnectionSchema,
} from "@trasvase/shared/contract/connection.ts";
import {
  backfillSchema,
  countRequestSchema,
  countSchema,
  cursorSchema,
  rewindSchema,
} from "@trasvase/shared/contract/cursor.ts";
import {
  changeTriggerSchema,
  createFlowSchema,
  flowRowSchema,
  flowSchema,
  restoreVersionSchema,
  saveDraftSchema,
  savedDraftSchema,
  versionSchema,
} from "@trasvase/shared/contract/flow.ts";
import { forecastRequestSchema, forecastSchema } from "@trasvase/shared/contract/forecast.ts";
import { healthSchema } from "@trasvase/shared/contract/health.ts";
import { hookSchema, listenSchema } from "@trasvase/shared/contract/hook.ts";
import { keepingSchema } from "@trasvase/shared/contract/keeping.ts";
import {
  answerHeldSchema,
  closeSchema,
  heldSchema,
  limitsSchema,
  problemGroupQuerySchema,
  problemGroupSchema,
  rejectedSchema,
  wishedSchema,
} from "@trasvase/shared/contract/owed.ts";
import { previewRequestSchema, previewSchema } from "@trasvase/shared/contract/preview.ts";
import { queueSchema } from "@trasvase/shared/contract/queue.ts";
import { recordQuerySchema, recordRowSchema, recordSchema } from "@trasvase/shared/contract/record.ts";
import {
  discoverFieldsSchema,
  resourceFieldSchema,
  resourceSchema,
} from "@trasvase/shared/contract/resource.ts";
import { runQuerySchema, runSchema } from "@trasvase/shared/contract/run.ts";
import {
  fetchSamplesSchema,
  flowSamplesSchema,
  keepSampleSchema,
  renameSampleSchema,
  sampleSchema,
  samplesSchema,
} from "@trasvase/shared/contract/sample.ts";
import { sessionSchema } from "@trasvase/shared/contract/session.ts";
import { templateRowSchema } from "@trasvase/shared/contract/template.ts";
import { page } from "@trasvase/shared/contract/values.ts";
import * as z from "zod";

/** One address of the API as programs see it. */
export interface Endpoint {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** With parameters as Hono writes them, such as `/api/flows/:id`. */
  readonly path: string;
  readonly summary: string;
  /** True: needs no session. */
  readonly public?: true;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Status and schema of the good answer; no schema for an answer without JSON. */
  readonly answers: { readonly status: number; readonly schema?: z.ZodType };
}

const ok = (schema: z.ZodType) => ({ status: 200, schema });
const made = (schema: z.ZodType) => ({ status: 201, schema });
const empty = { status: 204 } as const;
const list = (row: z.ZodType) => ok(z.object({ rows: z.array(row) }));
const pushed = z.object({ accepted: z.number().int(), repeated: z.boolean() });

/** Every address of the server besides the editor's files. A test keeps it equal to the routes there are. */
export const endpoints: readonly Endpoint[] = [
  {
    method: "get",
    path: "/health",
    public: true,
    summary: "Whether the server can work",
    answers: ok(healthSchema),
  },
  {
    method: "get",
    path: "/sign-in",
    public: true,
    summary: "Signs in with a one-time link",
    answers: { status: 303 },
  },
  {
    method: "post",
    path: "/hooks/:flow/:token",
    public: true,
    summary: "Pushes records to a flow; 2xx means stored durably",
    body: z.json(),
    answers: { status: 202, schema: pushed },
  },
  { method: "get", path: "/api/session", summary: "Who is signed in", answers: ok(sessionSchema) },
  { method: "delete", path: "/api/session", summary: "Signs out", answers: empty },
  { method: "get", path: "/api/flows", summary: "Lists the flows", answers: list(flowRowSchema) },
  {
    method: "post",
    path: "/api/flows",
    summary: "Makes a flow: empty, of a template, a copy or a file",
    body: createFlowSchema,
    answers: made(flowSchema),
  },
  {
    method: "get",
    path: "/api/flows/:id",
    summary: "A flow with its draft",
    answers: ok(flowSchema),
  },
  { method: "delete", path: "/api/flows/:id", summary: "Deletes a flow", answers: empty },
  {
    method: "put",
    path: "/api/flows/:id/draft",
    summary: "Saves the draft; 409 when it changed meanwhile",
    body: saveDraftSchema,
    answers: ok(savedDraftSchema),
  },
  {
    method: "put",
    path: "/api/flows/:id/trigger",
    summary: "Sets what starts the flow",
    body: changeTriggerSchema,
    answers: ok(flowSchema),
  },
  {
    method: "get",
    path: "/api/flows/:id/queue",
    summary: "What waits in the flow now, and how much may",
    answers: ok(queueSchema),
  },
  {
    method: "get",
    path: "/api/problem-groups",
    summary: "Rejected records, grouped by how they failed",
    query: problemGroupQuerySchema,
    answers: list(problemGroupSchema),
  },
  {
    method: "post",
    path: "/api/records/:id/close",
    summary: "Ends a rejected record, with the reason",
    body: closeSchema,
    answers: empty,
  },
  {
    method: "post",
    path: "/api/flows/:id/rejected/retry",
    summary:
      "Retries rejected records of a flow; 409 when there are more than 100 and another number than given",
    body: rejectedSchema,
    answers: ok(wishedSchema),
  },
  {
    method: "post",
    path: "/api/flows/:id/rejected/close",
    summary: "Ends rejected records of a flow, with the reason; 409 as for retrying",
    body: rejectedSchema,
    answers: ok(wishedSchema),
  },
  {
    method: "get",
    path: "/api/flows/:id/held",
    summary: "Records that wait for a person's confirmation, with what each would do",
    answers: ok(heldSchema),
  },
  {
    method: "post",
    path: "/api/flows/:id/held",
    summary: "Lets held records go, or gives them to a person",
    body: answerHeldSchema,
    answers: ok(wishedSchema),
  },
  {
    method: "get",
    path: "/api/flows/:id/limits",
    summary: "How much one run may create and how much may wait",
    answers: ok(limitsSchema),
  },
  {
    method: "put",
    path: "/api/flows/:id/limits",
    summary: "Sets how much one run may create and how much may wait",
    body: limitsSchema,
    answers: ok(limitsSchema),
  },
  {
    method: "get",
    path: "/api/flows/:id/keeping",
    summary: "What is kept of settled records, and for how long",
    answers: ok(keepingSchema),
  },
  {
    method: "put",
    path: "/api/flows/:id/keeping",
    summary: "Sets what is kept of settled records, and for how long",
    body: keepingSchema,
    answers: ok(keepingSchema),
  },
  {
    method: "post",
    path: "/api/runs/:id/pause",
    summary: "Pauses the reading of a run; what it read goes on to the end",
    answers: ok(runSchema),
  },
  {
    method: "post",
    path: "/api/runs/:id/resume",
    summary: "Lets a paused run read on",
    answers: ok(runSchema),
  },
  {
    method: "get",
    path: "/api/runs/:id/created.csv",
    summary: "What a run created, with ids, as CSV",
    answers: ok(z.string()),
  },
  {
    method: "get",
    path: "/api/flows/:id/cursor",
    summary: "How far the flow has read, and where it stood before",
    answers: ok(cursorSchema),
  },
  {
    method: "put",
    path: "/api/flows/:id/cursor",
    summary: "Puts the position elsewhere; what was read since comes again",
    body: rewindSchema,
    answers: ok(cursorSchema),
  },
  {
    method: "post",
    path: "/api/flows/:id/count",
    summary: "Counts what reading the source would give; nothing is taken",
    body: countRequestSchema,
    answers: ok(countSchema),
  },
  {
    method: "post",
    path: "/api/flows/:id/backfills",
    summary: "Reads a period by itself, as a run of its own",
    body: backfillSchema,
    answers: made(z.object({ id: z.string() })),
  },
  {
    method: "get",
    path: "/api/flows/:id/hook",
    summary: "The webhook address of a flow, and what was heard while listening for a sample",
    answers: ok(hookSchema),
  },
  {
    method: "post",
    path: "/api/flows/:id/hook/listen",
    summary:
      "Begins or ends to listen for a sample; the address works meanwhile, whether the flow is active or not",
    body: listenSchema,
    answers: ok(hookSchema),
  },
  {
    method: "post",
    path: "/api/flows/:id/hook/token",
    summary: "Gives the flow's address another token; the old address is refused from then on",
    answers: ok(hookSchema),
  },
  {
    method: "get",
    path: "/api/flows/:id/file",
    summary: "The flow as a canonical file",
    answers: ok(z.json()),
  },
  {
    method: "get",
    path: "/api/flows/:id/versions/:number",
    summary: "A version with its graph",
    answers: ok(versionSchema),
  },
  {
    method: "post",
    path: "/api/flows/:id/versions/:number/restore",
    summary: "Makes a version the draft again",
    body: restoreVersionSchema,
    answers: ok(flowSchema),
  },
  {
    method: "get",
    path: "/api/flows/:id/activation",
    summary: "What activation would check and change",
    answers: ok(activationSchema),
  },
  {
    method: "post",
    path: "/api/flows/:id/activate",
    summary: "Makes the draft the active version",
    body: activateSchema,
    answers: ok(flowSchema),
  },
  {
    method: "post",
    path: "/api/flows/:id/pause",
    summary: "Pauses an active flow",
    answers: ok(flowSchema),
  },
  {
    method: "post",
    path: "/api/flows/:id/resume",
    summary: "Lets a paused flow go on",
    answers: ok(flowSchema),
  },
  { method: "post", path: "/api/flows/:id/runs", summary: "Starts a run", answers: made(runSchema) },
  {
    method: "post",
    path: "/api/preview",
    summary: "Walks records through an unsaved graph; writes nothing anywhere",
    body: previewRequestSchema,
    answers: ok(previewSchema),
  },
  {
    method: "post",
    path: "/api/forecast",
    summary:
      "How many calls so many records need of each system that counts them, and when they will be through",
    body: forecastRequestSchema,
    answers: ok(forecastSchema),
  },
  {
    method: "post",
    path: "/api/samples",
    summary: "Fetches records from the source of an unsaved graph",
    body: fetchSamplesSchema,
    answers: ok(samplesSchema),
  },
  {
    method: "get",
    path: "/api/flows/:id/samples",
    summary: "Samples kept with a flow, and those fetched for it in the last hour",
    answers: ok(flowSamplesSchema),
  },
  {
    method: "post",
    path: "/api/flows/:id/samples",
    summary: "Keeps a sample with a flow; personal fields become stand-ins",
    body: keepSampleSchema,
    answers: made(sampleSchema),
  },
  {
    method: "patch",
    path: "/api/flows/:id/samples/:sample",
    summary: "Gives a kept sample another name",
    body: renameSampleSchema,
    answers: empty,
  },
  {
    method: "delete",
    path: "/api/flows/:id/samples/:sample",
    summary: "Removes a kept sample; it can be restored for a while",
    answers: empty,
  },
  {
    method: "post",
    path: "/api/flows/:id/samples/:sample/restore",
    summary: "Brings a removed sample back",
    answers: empty,
  },
  {
    method: "get",
    path: "/api/flows/:id/cases",
    summary: "The cases of a flow, run against its draft",
    answers: ok(casesSchema),
  },
  {
    method: "post",
    path: "/api/flows/:id/cases",
    summary: "Saves a sample with what the flow does with it now",
    body: createCaseSchema,
    answers: made(caseRowSchema),
  },
  {
    method: "patch",
    path: "/api/flows/:id/cases/:case",
    summary: "Changes the name or the expectations of a case",
    body: changeCaseSchema,
    answers: ok(caseRowSchema),
  },
  {
    method: "post",
    path: "/api/flows/:id/cases/:case/accept",
    summary: "Expects of a case what the flow does now",
    answers: ok(caseRowSchema),
  },
  {
    method: "post",
    path: "/api/flows/:id/cases/:case/record",
    summary: "Asks the systems again for the answers of a case",
    answers: ok(caseRowSchema),
  },
  {
    method: "delete",
    path: "/api/flows/:id/cases/:case",
    summary: "Removes a case; it can be restored for a while",
    answers: empty,
  },
  {
    method: "post",
    path: "/api/flows/:id/cases/:case/restore",
    summary: "Brings a removed case back",
    answers: empty,
  },
  {
    method: "get",
    path: "/api/runs",
    summary: "Lists runs, the newest first",
    query: runQuerySchema,
    answers: ok(page(runSchema)),
  },
  { method: "get", path: "/api/runs/:id", summary: "A run", answers: ok(runSchema) },
  {
    method: "post",
    path: "/api/runs/:id/stop",
    summary: "Stops a run after what is under way",
    answers: ok(runSchema),
  },
  {
    method: "get",
    path: "/api/records",
    summary: "Searches the record log, the newest first",
    query: recordQuerySchema,
    answers: ok(page(recordRowSchema)),
  },
  {
    method: "get",
    path: "/api/records/:id",
    summary: "A record with everything that happened to it",
    answers: ok(recordSchema),
  },
  {
    method: "post",
    path: "/api/records/:id/retry",
    summary: "Tries what is owed for a record again",
    answers: empty,
  },
  {
    method: "get",
    path: "/api/records/:id/sample",
    summary: "A record as a sample for previews",
    answers: ok(sampleSchema),
  },
  {
    method: "get",
    path: "/api/connections",
    summary: "Lists the connections",
    answers: list(connectionSchema),
  },
  {
    method: "post",
    path: "/api/connections",
    summary: "Makes a connection",
    body: createConnectionSchema,
    answers: made(connectionSchema),
  },
  {
    method: "get",
    path: "/api/connections/:name",
    summary: "A connection without its secrets",
    answers: ok(connectionSchema),
  },
  {
    method: "patch",
    path: "/api/connections/:name",
    summary: "Changes a connection; secrets left out stay",
    body: changeConnectionSchema,
    answers: ok(connectionSchema),
  },
  {
    method: "delete",
    path: "/api/connections/:name",
    summary: "Deletes a connection no flow uses",
    answers: empty,
  },
  {
    method: "post",
    path: "/api/connections/:name/check",
    summary: "Tries a connection stage by stage",
    answers: ok(connectionCheckSchema),
  },
  {
    method: "get",
    path: "/api/connections/:name/resources",
    summary: "What can be read and written over a connection",
    answers: list(resourceSchema),
  },
  {
    method: "post",
    path: "/api/connections/:name/resources/:resource/fields",
    summary: "The fields of a resource as the system itself tells them now",
    body: discoverFieldsSchema,
    answers: list(resourceFieldSchema),
  },
  {
    method: "post",
    path: "/api/connections/:name/sign-in",
    summary: "The address of the system's own sign-in page, and where it sends people back to",
    answers: ok(z.object({ url: z.string(), redirectUri: z.string() })),
  },
  {
    method: "get",
    path: "/sign-in/system",
    summary: "Where a system sends a person back to after signing in; leads on to the connection's page",
    query: z.object({ code: z.string().optional(), state: z.string(), error: z.string().optional() }),
    answers: { status: 303 },
  },
  {
    method: "get",
    path: "/api/templates",
    summary: "Lists flows to begin with",
    answers: list(templateRowSchema),
  },
  {
    method: "get",
    path: "/api/events",
    summary: "Live updates as server-sent events",
    answers: { status: 200 },
  },
  { method: "get", path: "/api/openapi.json", summary: "This description", answers: ok(z.json()) },
];
