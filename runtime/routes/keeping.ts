import { changeKeeping } from "@trasvase/db/queries/change-keeping.ts";
import { type FoundFlow, findFlow } from "@trasvase/db/queries/find-flow.ts";
import { type Keeping, keepingSchema } from "@trasvase/shared/contract/keeping.ts";
import { type Context, Hono } from "hono";
import * as z from "zod";
import { accept, answer } from "../answer.ts";
import { notFound } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import type { ServerContext } from "../server-context.ts";

const byId = accept("param", z.object({ id: z.string() }));

/** What is kept of a flow's settled records, and for how long. */
export function keepingRoutes({ database }: ServerContext) {
  async function find(c: Context<AppEnv>, id: string) {
    const { workspaceId } = c.var.user;
    const found = z.uuid().safeParse(id).success ? await findFlow(database, workspaceId, id) : undefined;
    if (!found || found.deletedAt) throw notFound("flow", id);
    return found;
  }

  return new Hono<AppEnv>()
    .get("/flows/:id/keeping", byId, async (c) => {
      return answer<Keeping>(c, keepingOf(await find(c, c.req.valid("param").id)));
    })
    .put("/flows/:id/keeping", byId, accept("json", keepingSchema), async (c) => {
      const { id, workspaceId } = await find(c, c.req.valid("param").id);
      const { days, expireAfterDays, log } = c.req.valid("json");
      const keeping = { logPolicy: log, retention: days, expireAfterDays };
      await changeKeeping(database, { workspaceId, flowId: id }, keeping);
      return answer<Keeping>(c, keepingOf(await find(c, id)));
    });
}

function keepingOf({ expireAfterDays, logPolicy, retention }: FoundFlow): Keeping {
  return { log: logPolicy, days: retention, expireAfterDays };
}
