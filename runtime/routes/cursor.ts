import { findCursor } from "@trasvase/db/queries/find-cursor.ts";
import { type FoundFlow, findFlow } from "@trasvase/db/queries/find-flow.ts";
import { isBeingRead, listCursorHistory } from "@trasvase/db/queries/list-cursor-history.ts";
import { type Rewind, rewindCursor } from "@trasvase/db/queries/rewind-cursor.ts";
import { canBeginAt, remembersWhereItStopped } from "@trasvase/shared/connector.ts";
import {
  backfillSchema,
  type CountAnswer,
  countRequestSchema,
  type FlowCursor,
  rewindSchema,
} from "@trasvase/shared/contract/cursor.ts";
import { parseGraph } from "@trasvase/shared/graph.ts";
import { isJsonObject } from "@trasvase/shared/json.ts";
import { type Context, Hono } from "hono";
import * as z from "zod";
import { accept, answer } from "../answer.ts";
import { ApiError, notFound } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { readFlowSettings } from "../flows/flow-settings.ts";
import { workspaceCatalogue } from "../flows/workspace-catalogue.ts";
import type { ServerContext } from "../server-context.ts";

const byId = accept("param", z.object({ id: z.string() }));
const mostHistory = 30;

/** How far a flow has read: its cursor and where that stood, putting it elsewhere, counting, and reading a period by itself. */
export function cursorRoutes(context: ServerContext) {
  const { database, engine, events } = context;
  async function find(c: Context<AppEnv>, id: string) {
    const { workspaceId } = c.var.user;
    const found = z.uuid().safeParse(id).success ? await findFlow(database, workspaceId, id) : undefined;
    if (!found || found.deletedAt) throw notFound("flow", id);
    return found;
  }

  /** Where the active version reads, or the draft of a flow without one. */
  async function sourceOf(flow: FoundFlow) {
    const { graph } = parseGraph(flow.activeGraph ?? flow.draft);
    const config = Object.values(graph?.nodes ?? {}).find((node) => node.type === "source")?.config ?? {};
    const connection = typeof config.connection === "string" ? config.connection : "";
    const resource = typeof config.resource === "string" ? config.resource : "";
    const catalogue = await workspaceCatalogue(context, flow.workspaceId);
    const connector = catalogue.connectors[catalogue.connections?.get(connection) ?? ""];
    const definition = connector?.pushed
      ? undefined
      : connector?.resources.find((one) => one.name === resource);
    const options = isJsonObject(config.options) ? config.options : {};
    return {
      place: { workspaceId: flow.workspaceId, flowId: flow.id, connection, resource },
      remembers: remembersWhereItStopped(definition, options),
      canBeginAt: canBeginAt(definition, options),
    };
  }

  async function show(flow: FoundFlow): Promise<FlowCursor> {
    const { canBeginAt: dates, place, remembers } = await sourceOf(flow);
    const cursor = await findCursor(database, place);
    const { start } = readFlowSettings(flow.settings);
    const history = await listCursorHistory(database, place, mostHistory);
    return {
      remembers,
      canBeginAt: dates,
      ...(cursor ? { at: cursor.updatedAt.toISOString() } : {}),
      ...(start
        ? { start: { from: start.from, ...(start.date === undefined ? {} : { date: start.date }) } }
        : {}),
      isReading: await isBeingRead(database, flow.id),
      history: history.map(({ at, id, move, readSince, runId }) => ({
        id,
        move,
        at: at.toISOString(),
        readSince,
        ...(runId === null ? {} : { run: runId }),
      })),
    };
  }

  return new Hono<AppEnv>()
    .get("/flows/:id/cursor", byId, async (c) =>
      answer(c, await show(await find(c, c.req.valid("param").id))),
    )
    .put("/flows/:id/cursor", byId, accept("json", rewindSchema), async (c) => {
      const flow = await find(c, c.req.valid("param").id);
      const { canBeginAt: dates, place } = await sourceOf(flow);
      const { to } = c.req.valid("json");
      if (to.from === "date" && !dates) throw noDates();
      const rewind: Rewind = to.from === "history" ? { historyId: Number(to.id) } : { start: to };
      const done = await rewindCursor(database, place, { to: rewind, userId: c.var.user.userId });
      if (done === "gone") throw notFound("earlier position", to.from === "history" ? to.id : "");
      if (done === "reading") {
        throw new ApiError(
          409,
          "being-read",
          "A run of this flow is reading just now and would move the position on. Stop it, or wait until it has read everything, and repeat this.",
        );
      }
      events.publish(flow.workspaceId, { type: "flow", flow: flow.id });
      return answer(c, await show(await find(c, flow.id)));
    })
    .post("/flows/:id/count", byId, accept("json", countRequestSchema), async (c) => {
      const flow = await find(c, c.req.valid("param").id);
      const { since, until } = c.req.valid("json");
      const period = { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
      const request = { graph: flow.draft, ...period };
      return answer<CountAnswer>(c, await engine.countSource(flow.workspaceId, request, c.req.raw.signal));
    })
    .post("/flows/:id/backfills", byId, accept("json", backfillSchema), async (c) => {
      const flow = await find(c, c.req.valid("param").id);
      const asked = c.req.valid("json");
      if (!(await sourceOf(flow)).canBeginAt) throw noDates();
      if (asked.until !== undefined && asked.until <= asked.since) {
        throw new ApiError(400, "empty-period", "The period ends before it begins. Choose a later end.");
      }
      const id = await engine.startBackfill(flow.workspaceId, flow.id, {
        userId: c.var.user.userId,
        options: asked,
      });
      return answer(c, { id }, 201);
    });
}

function noDates(): ApiError {
  return new ApiError(
    422,
    "no-dates",
    "The source of this flow cannot begin at a date. Where its step has a field for the date of a change, fill it in and activate the flow.",
  );
}
