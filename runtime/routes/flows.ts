import { activateFlow } from "@trasvase/db/queries/activate-flow.ts";
import { changeTrigger } from "@trasvase/db/queries/change-trigger.ts";
import { deleteFlow } from "@trasvase/db/queries/delete-flow.ts";
import { findFlow } from "@trasvase/db/queries/find-flow.ts";
import { findVersion } from "@trasvase/db/queries/find-version.ts";
import { insertFlow } from "@trasvase/db/queries/insert-flow.ts";
import { listFlows } from "@trasvase/db/queries/list-flows.ts";
import { listVersions } from "@trasvase/db/queries/list-versions.ts";
import { pauseFlow } from "@trasvase/db/queries/pause-flow.ts";
import { resumeFlow } from "@trasvase/db/queries/resume-flow.ts";
import { saveDraft } from "@trasvase/db/queries/save-draft.ts";
import {
  type ActivateRequest,
  type Activation,
  activateSchema,
} from "@trasvase/shared/contract/activation.ts";
import {
  changeTriggerSchema,
  createFlowSchema,
  type Flow,
  type FlowRow,
  restoreVersionSchema,
  type SavedDraft,
  saveDraftSchema,
  type Version,
} from "@trasvase/shared/contract/flow.ts";
import type { FlowQueue } from "@trasvase/shared/contract/queue.ts";
import { printFlowFile } from "@trasvase/shared/flow-file.ts";
import { makePlan } from "@trasvase/shared/plan.ts";
import { type Context, Hono } from "hono";
import * as z from "zod";
import { accept, answer, nothing } from "../answer.ts";
import { ApiError, notFound } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { baseUrlOf } from "../base-url.ts";
import { describeActivation } from "../flows/activation.ts";
import { checkDraft } from "../flows/check-draft.ts";
import { describeFlow, flowRow, overridesOf } from "../flows/describe-flow.ts";
import { flowFileOf, newFlowOf } from "../flows/new-flow.ts";
import { workspaceCatalogue } from "../flows/workspace-catalogue.ts";
import { makeHookToken } from "../hooks/hook-token.ts";
import { jsonOf } from "../json-of.ts";
import { planSchedules } from "../schedule/plan-schedules.ts";
import type { ServerContext } from "../server-context.ts";

const byId = accept("param", z.object({ id: z.string() }));
const byNumber = accept("param", z.object({ id: z.string(), number: z.coerce.number().int().positive() }));

/** The flows: their list, drafts, versions and activation. */
export function flowRoutes(context: ServerContext) {
  const { database, events } = context;

  async function find(c: Context<AppEnv>, id: string) {
    const found = z.uuid().safeParse(id).success
      ? await findFlow(database, c.var.user.workspaceId, id)
      : undefined;
    if (!found || found.deletedAt) throw notFound("flow", id);
    return found;
  }

  async function show(c: Context<AppEnv>, id: string): Promise<Flow> {
    return await describeFlow(context, baseUrlOf(context.settings, c), await find(c, id));
  }

  function tell(c: Context<AppEnv>, flow: string) {
    events.publish(c.var.user.workspaceId, { type: "flow", flow });
  }

  return new Hono<AppEnv>()
    .get("/flows", async (c) => {
      const flows = await listFlows(database, c.var.user.workspaceId);
      return answer<{ rows: FlowRow[] }>(c, { rows: flows.map((flow) => flowRow(context, flow)) });
    })
    .post("/flows", accept("json", createFlowSchema), async (c) => {
      const { userId, workspaceId } = c.var.user;
      const { cases, ...made } = await newFlowOf(
        c.req.valid("json"),
        (id) => find(c, id),
        (other) => context.engine.casesForFile({ workspaceId, flowId: other.id }),
      );
      const draft = checkDraft(made.draft);
      const id = await insertFlow(database, { ...made, workspaceId, draft });
      await context.engine.importCases({ workspaceId, flowId: id }, userId, cases);
      tell(c, id);
      return answer(c, await show(c, id), 201);
    })
    .get("/flows/:id", byId, async (c) => answer(c, await show(c, c.req.valid("param").id)))
    .delete("/flows/:id", byId, async (c) => {
      const { id } = await find(c, c.req.valid("param").id);
      await deleteFlow(database, c.var.user.workspaceId, id);
      tell(c, id);
      return nothing(c);
    })
    .put("/flows/:id/draft", byId, accept("json", saveDraftSchema), async (c) => {
      const { workspaceId } = c.var.user;
      const { id } = await find(c, c.req.valid("param").id);
      const { graph, revision } = c.req.valid("json");
      const draft = checkDraft(graph);
      const saved = await saveDraft(database, { workspaceId, flowId: id, name: draft.name, draft, revision });
      if (!saved) throw draftChanged();
      tell(c, id);
      const { problems } = makePlan(draft, await workspaceCatalogue(context, workspaceId));
      const cases = await context.engine.cases({ workspaceId, flowId: id, draft });
      const red = cases.filter((one) => !one.ok).map((one) => one.name);
      return answer<SavedDraft>(c, {
        revision: saved.revision,
        savedAt: saved.updatedAt.toISOString(),
        problems: [...problems],
        ...(cases.length === 0 ? {} : { cases: { total: cases.length, red } }),
      });
    })
    .put("/flows/:id/trigger", byId, accept("json", changeTriggerSchema), async (c) => {
      const { id } = await find(c, c.req.valid("param").id);
      await changeTrigger(database, c.var.user.workspaceId, id, c.req.valid("json").trigger);
      await planSchedules(database, id);
      tell(c, id);
      return answer(c, await show(c, id));
    })
    .get("/flows/:id/queue", byId, async (c) => {
      const { id, settings, workspaceId } = await find(c, c.req.valid("param").id);
      return answer<FlowQueue>(c, await context.engine.describeQueue({ workspaceId, flowId: id }, settings));
    })
    .get("/flows/:id/file", byId, async (c) => {
      const found = await find(c, c.req.valid("param").id);
      const catalogue = await workspaceCatalogue(context, found.workspaceId);
      const cases = await context.engine.casesForFile({ workspaceId: found.workspaceId, flowId: found.id });
      const text = printFlowFile(flowFileOf(found, catalogue.connections, cases));
      c.header("content-disposition", `attachment; filename="${fileName(found.name)}.flow.json"`);
      return c.body(text, 200, { "content-type": "application/json; charset=UTF-8" });
    })
    .get("/flows/:id/versions/:number", byNumber, async (c) => {
      const { number } = c.req.valid("param");
      const found = await find(c, c.req.valid("param").id);
      const version = await findVersion(database, found.workspaceId, found.id, number);
      if (!version) throw notFound("version", String(number));
      return answer<Version>(c, {
        number,
        note: version.note ?? "",
        createdAt: version.createdAt.toISOString(),
        active: found.activeVersion === number,
        overrides: overridesOf(version.checks),
        graph: jsonOf(version.graph),
      });
    })
    .post(
      "/flows/:id/versions/:number/restore",
      byNumber,
      accept("json", restoreVersionSchema),
      async (c) => {
        const { number } = c.req.valid("param");
        const { id, workspaceId } = await find(c, c.req.valid("param").id);
        const version = await findVersion(database, workspaceId, id, number);
        if (!version) throw notFound("version", String(number));
        const draft = checkDraft(version.graph);
        const { revision } = c.req.valid("json");
        const saved = await saveDraft(database, {
          workspaceId,
          flowId: id,
          name: draft.name,
          draft,
          revision,
        });
        if (!saved) throw draftChanged();
        tell(c, id);
        return answer(c, await show(c, id));
      },
    )
    .get("/flows/:id/activation", byId, async (c) => {
      const found = await find(c, c.req.valid("param").id);
      return answer<Activation>(c, await describeActivation(context, found, await lastVersion(found)));
    })
    .post("/flows/:id/activate", byId, accept("json", activateSchema), async (c) => {
      const found = await find(c, c.req.valid("param").id);
      const request = c.req.valid("json");
      if (request.revision !== found.revision) throw draftChanged();
      const activation = await describeActivation(context, found, await lastVersion(found));
      if (request.start?.from === "date" && !activation.canBeginAt) throw noDates();
      refuseUnready(activation, request);
      const hook = found.hookTokenHash ? undefined : makeHookToken(context.keys, found);
      const number = await activateFlow(database, {
        workspaceId: found.workspaceId,
        flowId: found.id,
        revision: request.revision,
        note: request.note,
        checks: activation.checks.map(({ code, level, message }) => ({
          code,
          level,
          message,
          ...(request.confirmed.includes(code) ? { confirmed: true } : {}),
          ...(level === "reason" ? { reason: request.reasons[code] } : {}),
        })),
        userId: c.var.user.userId,
        settings: {
          ...hook?.settings,
          ...(request.start ? { start: request.start } : {}),
          ...(request.holdFirst === undefined ? {} : { hold: { count: request.holdFirst } }),
        },
        ...(hook ? { hookTokenHash: hook.hash } : {}),
      });
      if (number === undefined) throw draftChanged();
      await planSchedules(database, found.id);
      // "From now on" begins at this moment, not when somebody first runs the flow: a run passes over what is there already.
      if (request.start?.from === "now") {
        await context.engine.startRun(found.workspaceId, found.id, c.var.user.userId);
      }
      tell(c, found.id);
      return answer(c, await show(c, found.id));
    })
    .post("/flows/:id/pause", byId, async (c) => {
      const { id, workspaceId } = await find(c, c.req.valid("param").id);
      if (!(await pauseFlow(database, workspaceId, id, null))) {
        throw new ApiError(409, "not-active", "This flow is not active, so there is nothing to pause.");
      }
      tell(c, id);
      return answer(c, await show(c, id));
    })
    .post("/flows/:id/resume", byId, async (c) => {
      const { id, workspaceId } = await find(c, c.req.valid("param").id);
      if (!(await resumeFlow(database, workspaceId, id))) {
        throw new ApiError(409, "not-paused", "This flow is not paused, so there is nothing to resume.");
      }
      await planSchedules(database, id);
      tell(c, id);
      return answer(c, await show(c, id));
    });

  async function lastVersion(flow: { readonly workspaceId: string; readonly id: string }): Promise<number> {
    const [last] = await listVersions(database, flow.workspaceId, flow.id);
    return last?.number ?? 0;
  }
}

function noDates(): ApiError {
  return new ApiError(
    422,
    "no-dates",
    "The source of this flow cannot begin at a date. Choose another beginning, or fill in the field for the date of a change in its step.",
  );
}

function draftChanged(): ApiError {
  return new ApiError(
    409,
    "draft-changed",
    "This flow was changed somewhere else since you opened it. Load it again and repeat your last change; nothing of the other change was overwritten.",
  );
}

function refuseUnready(activation: Activation, { confirmed, reasons, start }: ActivateRequest): void {
  const blocking = activation.checks.filter(
    (check) => check.level === "blocking" || (check.level === "reason" && reasons[check.code] === undefined),
  );
  const unticked = activation.checks.filter(
    (check) => check.level === "confirm" && !confirmed.includes(check.code),
  );
  const left = [...blocking, ...unticked];
  if (left.length > 0) {
    throw new ApiError(
      422,
      blocking.length > 0 ? "checks-blocking" : "checks-unconfirmed",
      `This flow cannot be activated yet: ${left.map((check) => `${check.title}: ${check.message}`).join(" ")}`,
      { problems: left.flatMap((check) => check.problems) },
    );
  }
  if (activation.asksStart && start === undefined) {
    throw new ApiError(
      422,
      "start-missing",
      "Choose where reading starts: with everything there is, with what changes from now on, or from a date.",
    );
  }
}

function fileName(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/[^\w -]/g, "")
    .trim()
    .replace(/\s+/g, "-")
    .toLowerCase();
  return plain === "" ? "flow" : plain.slice(0, 80);
}
