import { changeFlowSettings } from "@trasvase/db/queries/change-flow-settings.ts";
import { findFlow } from "@trasvase/db/queries/find-flow.ts";
import { listProblemGroups } from "@trasvase/db/queries/list-problem-groups.ts";
import { pauseFlow } from "@trasvase/db/queries/pause-flow.ts";
import { resumeFlow } from "@trasvase/db/queries/resume-flow.ts";
import {
  answerHeldSchema,
  closeSchema,
  type FlowLimits,
  type Held,
  limitsSchema,
  type ProblemGroup,
  problemGroupQuerySchema,
  rejectedSchema,
} from "@trasvase/shared/contract/owed.ts";
import { type Context, Hono } from "hono";
import * as z from "zod";
import { accept, answer, nothing } from "../answer.ts";
import { ApiError, notFound } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { readFlowSettings } from "../flows/flow-settings.ts";
import { parseRecordAddress } from "../records/record-address.ts";
import { readStepTitles } from "../records/step-titles.ts";
import { planSchedules } from "../schedule/plan-schedules.ts";
import type { ServerContext } from "../server-context.ts";

const byId = accept("param", z.object({ id: z.string() }));
/** Above so many the caller has to say how many there are: nobody retries a thousand records by a slip. */
const countedFrom = 100;

/** What waits for a person: rejected records, alone or in groups, and records held for a confirmation. */
export function owedRoutes({ database, engine, events }: ServerContext) {
  async function find(c: Context<AppEnv>, id: string) {
    const { workspaceId } = c.var.user;
    const found = z.uuid().safeParse(id).success ? await findFlow(database, workspaceId, id) : undefined;
    if (!found || found.deletedAt) throw notFound("flow", id);
    return found;
  }

  /** Notes a wish about rejected records of a flow; answers how many. */
  async function wish(
    c: Context<AppEnv>,
    asked: z.output<typeof rejectedSchema> & { readonly id: string },
    what: { readonly wish: "retry" | "close"; readonly note?: string },
  ): Promise<number> {
    const { id, workspaceId } = await find(c, asked.id);
    const place = { workspaceId, flowId: id };
    const filter = {
      ...(asked.fingerprint === undefined ? {} : { fingerprint: asked.fingerprint }),
      ...(asked.run === undefined ? {} : { runId: asked.run }),
    };
    const count = await engine.countRejected(place, filter, what.wish);
    if (count > countedFrom && count !== asked.count) {
      throw new ApiError(
        409,
        "count-changed",
        `There are ${count} records now, not ${asked.count}. Nothing was done. Look at them again and repeat it with ${count}.`,
      );
    }
    const wished = await engine.wishForRejected(place, filter, what);
    events.publish(workspaceId, { type: "flow", flow: id });
    return wished;
  }

  return new Hono<AppEnv>()
    .get("/problem-groups", accept("query", problemGroupQuerySchema), async (c) => {
      const { workspaceId } = c.var.user;
      const { flow } = c.req.valid("query");
      const isNoId = flow !== undefined && !z.uuid().safeParse(flow).success;
      const groups = isNoId ? [] : await listProblemGroups(database, workspaceId, flow);
      const titles = await readStepTitles(database, workspaceId, groups);
      return answer<{ rows: ProblemGroup[] }>(c, {
        rows: groups.map(({ flowId, version, since, last, keys, ...group }) => ({
          ...group,
          flow: flowId,
          nodeTitle: titles({ flowId, version }, group.node),
          since: since.toISOString(),
          last: last.toISOString(),
          keys: [...keys],
        })),
      });
    })
    .post("/records/:id/close", byId, accept("json", closeSchema), async (c) => {
      const { id } = c.req.valid("param");
      const address = parseRecordAddress(id);
      if (!address) throw notFound("record", id);
      if (!(await engine.closeRecord(c.var.user.workspaceId, address, c.req.valid("json").reason))) {
        throw new ApiError(
          409,
          "nothing-rejected",
          "This record does not wait for a person: it ended, or is being worked on just now. Reload it to see its state.",
        );
      }
      return nothing(c);
    })
    .post("/flows/:id/rejected/retry", byId, accept("json", rejectedSchema), async (c) => {
      const asked = { ...c.req.valid("json"), id: c.req.valid("param").id };
      return answer(c, { count: await wish(c, asked, { wish: "retry" }) });
    })
    .post("/flows/:id/rejected/close", byId, accept("json", rejectedSchema), async (c) => {
      const asked = { ...c.req.valid("json"), id: c.req.valid("param").id };
      if (asked.reason === "") {
        throw new ApiError(
          400,
          "no-reason",
          "Say why these records are closed: the log keeps it with each of them.",
        );
      }
      return answer(c, { count: await wish(c, asked, { wish: "close", note: asked.reason }) });
    })
    .get("/flows/:id/held", byId, async (c) => {
      const { id, workspaceId } = await find(c, c.req.valid("param").id);
      return answer<Held>(c, await engine.describeHeld({ workspaceId, flowId: id }, c.req.raw.signal));
    })
    .post("/flows/:id/held", byId, accept("json", answerHeldSchema), async (c) => {
      const { id, workspaceId } = await find(c, c.req.valid("param").id);
      const place = { workspaceId, flowId: id };
      const said = c.req.valid("json");
      if (said.answer === "confirm") {
        await changeFlowSettings(database, place, { hold: undefined });
        const count = await engine.confirmHeld(place, said.more);
        await resumeFlow(database, workspaceId, id);
        await planSchedules(database, id);
        events.publish(workspaceId, { type: "flow", flow: id });
        return answer(c, { count });
      }
      // A flow whose first records were refused must not go on by itself.
      await pauseFlow(
        database,
        workspaceId,
        id,
        "Its held records were refused. Correct the flow and activate it again.",
      );
      const count = await engine.refuseHeld(place, said.reason);
      events.publish(workspaceId, { type: "flow", flow: id });
      return answer(c, { count });
    })
    .get("/flows/:id/limits", byId, async (c) => {
      const { settings } = await find(c, c.req.valid("param").id);
      return answer<FlowLimits>(c, limitsOf(settings));
    })
    .put("/flows/:id/limits", byId, accept("json", limitsSchema), async (c) => {
      const { id, settings, workspaceId } = await find(c, c.req.valid("param").id);
      const { backlogRecords, mostCreates } = c.req.valid("json");
      const { backlog } = readFlowSettings(settings);
      await changeFlowSettings(
        database,
        { workspaceId, flowId: id },
        {
          mostCreates: mostCreates ?? undefined,
          backlog: { ...backlog, records: backlogRecords ?? undefined },
        },
      );
      return answer<FlowLimits>(c, limitsOf((await find(c, id)).settings));
    });
}

function limitsOf(settings: unknown): FlowLimits {
  const { backlog, mostCreates } = readFlowSettings(settings);
  return { mostCreates: mostCreates ?? null, backlogRecords: backlog?.records ?? null };
}
