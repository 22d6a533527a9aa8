import { findFlow } from "@trasvase/db/queries/find-flow.ts";
import { listRuns } from "@trasvase/db/queries/list-runs.ts";
import { pauseRun, resumeRun } from "@trasvase/db/queries/pause-run.ts";
import { type Run, runQuerySchema } from "@trasvase/shared/contract/run.ts";
import type { Page } from "@trasvase/shared/contract/values.ts";
import { type Context, Hono } from "hono";
import { stream } from "hono/streaming";
import * as z from "zod";
import { accept, answer } from "../answer.ts";
import { ApiError, notFound } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { runOf } from "../flows/describe-run.ts";
import { printCreated } from "../records/print-created.ts";
import type { ServerContext } from "../server-context.ts";

const byId = accept("param", z.object({ id: z.string() }));

/** Runs: their list, one of them, starting and stopping. */
export function runRoutes({ database, engine, events }: ServerContext) {
  async function show(c: Context<AppEnv>, id: string): Promise<Run> {
    const rows = z.uuid().safeParse(id).success
      ? await listRuns(database, c.var.user.workspaceId, { id, limit: 1 })
      : [];
    const [row] = rows;
    if (!row) throw notFound("run", id);
    return runOf(row);
  }

  return new Hono<AppEnv>()
    .get("/runs", accept("query", runQuerySchema), async (c) => {
      const { flow, after, limit } = c.req.valid("query");
      const rows = await listRuns(database, c.var.user.workspaceId, {
        ...(flow === undefined ? {} : { flow: uuidOrNothing(flow) }),
        ...(after === undefined ? {} : { after: uuidOrNothing(after) }),
        limit: limit + 1,
      });
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return answer<Page<Run>>(c, {
        rows: shown.map(runOf),
        ...(rows.length > limit && last ? { next: last.id } : {}),
      });
    })
    .get("/runs/:id", byId, async (c) => answer(c, await show(c, c.req.valid("param").id)))
    .post("/flows/:id/runs", byId, async (c) => {
      const { workspaceId, userId } = c.var.user;
      const { id } = c.req.valid("param");
      const flow = z.uuid().safeParse(id).success ? await findFlow(database, workspaceId, id) : undefined;
      if (!flow || flow.deletedAt) throw notFound("flow", id);
      if (flow.activeVersion === null) {
        throw new ApiError(
          409,
          "never-activated",
          "This flow was never activated. Activate it first; a preview shows what it would do.",
        );
      }
      if (flow.state === "paused") {
        throw new ApiError(409, "paused", "This flow is paused. Resume it first, then run it.");
      }
      const run = await show(c, await engine.startRun(workspaceId, flow.id, userId));
      events.publish(workspaceId, { type: "run", run });
      return answer(c, run, 201);
    })
    .post("/runs/:id/pause", byId, async (c) => {
      const { id } = await show(c, c.req.valid("param").id);
      if (!(await pauseRun(database, c.var.user.workspaceId, id))) {
        throw new ApiError(
          409,
          "not-reading",
          "This run is not reading: it has read everything, ended or is paused already. What it read goes on to the end.",
        );
      }
      return answer(c, await show(c, id));
    })
    .post("/runs/:id/resume", byId, async (c) => {
      const { id } = await show(c, c.req.valid("param").id);
      if (!(await resumeRun(database, c.var.user.workspaceId, id))) {
        throw new ApiError(409, "not-paused", "This run is not paused, so there is nothing to resume.");
      }
      return answer(c, await show(c, id));
    })
    .get("/runs/:id/created.csv", byId, async (c) => {
      const { id } = await show(c, c.req.valid("param").id);
      c.header("content-type", "text/csv; charset=UTF-8");
      c.header("content-disposition", `attachment; filename="created-${id}.csv"`);
      const { workspaceId } = c.var.user;
      return stream(c, async (out) => {
        for await (const part of printCreated(database, { workspaceId, runId: id })) await out.write(part);
      });
    })
    .post("/runs/:id/stop", byId, async (c) => {
      const { id } = await show(c, c.req.valid("param").id);
      if (!(await engine.stopRun(c.var.user.workspaceId, id))) {
        throw new ApiError(409, "run-ended", "This run has already ended, so there is nothing to stop.");
      }
      const run = await show(c, id);
      events.publish(c.var.user.workspaceId, { type: "run", run });
      return answer(c, run);
    });
}

/** An id that no row can have, for a text that is no id: such a filter finds nothing. */
const noId = "00000000-0000-0000-0000-000000000000";

function uuidOrNothing(text: string): string {
  return z.uuid().safeParse(text).success ? text : noId;
}
