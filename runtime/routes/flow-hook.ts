import { findFlow } from "@trasvase/db/queries/find-flow.ts";
import { changeHookToken, listenFor } from "@trasvase/db/queries/listen.ts";
import { type Hook, listenSchema } from "@trasvase/shared/contract/hook.ts";
import { type Context, Hono } from "hono";
import * as z from "zod";
import { accept, answer } from "../answer.ts";
import { notFound } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { baseUrlOf } from "../base-url.ts";
import { hookUrl, makeHookToken } from "../hooks/hook-token.ts";
import type { ServerContext } from "../server-context.ts";

const byId = accept("param", z.object({ id: z.string() }));
/** Long enough to go to the other system and send something from there. */
const listenMs = 5 * 60_000;

/** The webhook address of a flow: showing it, changing its token, listening for a sample. */
export function flowHookRoutes({ database, engine, events, keys, settings }: ServerContext) {
  async function find(c: Context<AppEnv>, id: string) {
    const { workspaceId } = c.var.user;
    const found = z.uuid().safeParse(id).success ? await findFlow(database, workspaceId, id) : undefined;
    if (!found || found.deletedAt) throw notFound("flow", id);
    return found;
  }

  async function show(c: Context<AppEnv>, id: string): Promise<Hook> {
    const found = await find(c, id);
    const url = hookUrl(keys, baseUrlOf(settings, c), found);
    const { listenUntil, workspaceId } = found;
    const isListening = listenUntil !== null && listenUntil.getTime() > Date.now();
    return {
      ...(url ? { url: url.href } : {}),
      ...(isListening ? { listeningUntil: listenUntil.toISOString() } : {}),
      heard: [...(await engine.listHeard({ workspaceId, flowId: id }))],
    };
  }

  return new Hono<AppEnv>()
    .get("/flows/:id/hook", byId, async (c) => answer(c, await show(c, c.req.valid("param").id)))
    .post("/flows/:id/hook/listen", byId, accept("json", listenSchema), async (c) => {
      const found = await find(c, c.req.valid("param").id);
      const { id: flowId, workspaceId } = found;
      const { on } = c.req.valid("json");
      await listenFor(
        database,
        { workspaceId, flowId },
        {
          listenMs: on ? listenMs : 0,
          ...(on ? { hook: makeHookToken(keys, found) } : {}),
        },
      );
      return answer(c, await show(c, flowId));
    })
    .post("/flows/:id/hook/token", byId, async (c) => {
      const found = await find(c, c.req.valid("param").id);
      const { id: flowId, workspaceId } = found;
      await changeHookToken(database, { workspaceId, flowId }, makeHookToken(keys, found));
      events.publish(workspaceId, { type: "flow", flow: flowId });
      return answer(c, await show(c, flowId));
    });
}
