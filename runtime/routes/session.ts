import { takeSignInLink } from "@trasvase/db/queries/take-sign-in-link.ts";
import type { Session } from "@trasvase/shared/contract/session.ts";
import { Hono } from "hono";
import { answer, nothing } from "../answer.ts";
import { ApiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { endSession, findSession, startSession } from "../auth/session.ts";
import { hashToken } from "../auth/token.ts";
import type { ServerContext } from "../server-context.ts";

/** Public: the one-time link signs the browser in and leads to the editor. */
export function signInRoutes(context: ServerContext) {
  return new Hono<AppEnv>().get("/sign-in", async (c) => {
    const token = c.req.query("token") ?? "";
    const userId = token.length === 43 ? await takeSignInLink(context.database, hashToken(token)) : undefined;
    if (userId !== undefined) await startSession(context, c, userId);
    // Opening the same link again (a reload, the back button) need not disturb who is signed in already.
    else if (!(await findSession(context, c))) {
      throw new ApiError(
        401,
        "link-used",
        "This sign-in link was used before or is more than an hour old. Start the server again: it prints a new one.",
      );
    }
    return c.redirect("/", 303);
  });
}

/** Who is signed in, and signing out. */
export function sessionRoutes(context: ServerContext) {
  return new Hono<AppEnv>()
    .get("/session", (c) => {
      const { userId, name } = c.var.user;
      return answer<Session>(c, { user: { id: userId, name } });
    })
    .delete("/session", async (c) => {
      await endSession(context, c);
      return nothing(c);
    });
}
