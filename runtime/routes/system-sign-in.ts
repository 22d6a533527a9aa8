import { ConnectorError } from "@trasvase/shared/connector.ts";
import { Hono } from "hono";
import * as z from "zod";
import { accept, answer } from "../answer.ts";
import { ApiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { requireSession } from "../auth/session.ts";
import { baseUrlOf } from "../base-url.ts";
import { makeChallenge, openState, sealState } from "../connections/sign-in-state.ts";
import type { ServerContext } from "../server-context.ts";

/** Where systems send people back to. It is registered with them, so it must stay. */
const returnPath = "/sign-in/system";

/** Begins signing in on a system's own page. */
export function beginSystemSignInRoutes({ engine, keys, settings }: ServerContext) {
  const byName = accept("param", z.object({ name: z.string() }));
  return new Hono<AppEnv>().post("/connections/:name/sign-in", byName, async (c) => {
    const { name } = c.req.valid("param");
    const { userId, workspaceId } = c.var.user;
    const redirectUri = new URL(returnPath, baseUrlOf(settings, c)).href;
    const { challenge, verifier } = makeChallenge();
    const state = sealState(
      keys,
      { workspaceId, userId, connection: name, redirectUri, verifier },
      Date.now(),
    );
    try {
      const url = await engine.signInAddress(workspaceId, name, { redirectUri, state, challenge });
      return answer<{ url: string; redirectUri: string }>(c, { url, redirectUri });
    } catch (error) {
      if (error instanceof ConnectorError) throw new ApiError(422, error.code, error.message);
      throw error;
    }
  });
}

/**
 * Where a system sends the person back to, and from here on to the connection's page in the editor, which says what came of it. Only the
 * browser in which the sign-in was begun may end it.
 */
export function endSystemSignInRoutes(context: ServerContext) {
  const { engine, events, keys, log } = context;
  return new Hono<AppEnv>().get(returnPath, requireSession(context), async (c) => {
    const underWay = openState(keys, c.req.query("state") ?? "", Date.now());
    if (!underWay || underWay.userId !== c.var.user.userId) {
      throw new ApiError(
        400,
        "sign-in-state",
        "This sign-in was not begun here, or more than 15 minutes ago. Close this window and sign in again from the connection's page.",
      );
    }
    const { connection, redirectUri, verifier, workspaceId } = underWay;
    const back = (outcome: string) =>
      c.redirect(`/connections/${encodeURIComponent(connection)}?sign-in=${outcome}`, 303);
    const code = c.req.query("code");
    if (code === undefined || code === "") {
      const refused = c.req.query("error") === "access_denied";
      return back(refused ? "refused" : "failed");
    }
    try {
      await engine.completeSignIn(workspaceId, connection, { code, redirectUri, verifier });
      await engine.checkConnection(workspaceId, connection, c.req.raw.signal);
      return back("done");
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      log.warn({ connection, code: error.code }, `A sign-in failed: ${error.message}`);
      return back("failed");
    } finally {
      events.publish(workspaceId, { type: "connection", connection });
    }
  });
}
