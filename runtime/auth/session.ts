import { deleteSession } from "@trasvase/db/queries/delete-session.ts";
import { insertSession } from "@trasvase/db/queries/insert-session.ts";
import { useSession } from "@trasvase/db/queries/use-session.ts";
import type { Context, MiddlewareHandler } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { ApiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import type { ServerContext } from "../server-context.ts";
import { hashToken, makeToken } from "./token.ts";

/** A session ends after a week without use, and after thirty days in any case. */
export const idleMinutes = 7 * 24 * 60;
export const absoluteMinutes = 30 * 24 * 60;

type Part = Pick<ServerContext, "database" | "settings">;

/** Cookies do not know ports: the name does, so that two servers on one machine do not sign each other out. */
function cookieName({ settings }: Part, c: Context): string {
  if (settings.baseUrl?.protocol === "https:") return "__Host-trasvase";
  const port = new URL(c.req.url).port;
  return port === "" ? "trasvase" : `trasvase-${port}`;
}

/** Signs the browser in: a new session, whatever it had before. */
export async function startSession(context: Part, c: Context, userId: string): Promise<void> {
  const before = getCookie(c, cookieName(context, c));
  if (before !== undefined) await deleteSession(context.database, hashToken(before));
  const token = makeToken();
  await insertSession(context.database, {
    tokenHash: hashToken(token),
    userId,
    userAgent: c.req.header("user-agent")?.slice(0, 300) ?? null,
    idleMinutes,
    absoluteMinutes,
  });
  setCookie(c, cookieName(context, c), token, {
    httpOnly: true,
    sameSite: "Lax",
    path: "/",
    secure: context.settings.baseUrl?.protocol === "https:",
    maxAge: absoluteMinutes * 60,
  });
}

/** Signs the browser out. */
export async function endSession(context: Part, c: Context): Promise<void> {
  const name = cookieName(context, c);
  const token = getCookie(c, name);
  if (token !== undefined) await deleteSession(context.database, hashToken(token));
  deleteCookie(c, name, { path: "/", secure: context.settings.baseUrl?.protocol === "https:" });
}

/** Whether the browser is signed in, and who it is. */
export async function findSession(context: Part, c: Context) {
  const token = getCookie(c, cookieName(context, c));
  // A token of ours has 43 characters: anything else need not reach the database.
  if (token?.length !== 43) return undefined;
  return await useSession(context.database, hashToken(token), idleMinutes);
}

/** Lets only signed-in people through; everyone else gets 401. */
export function requireSession(context: Part): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const user = await findSession(context, c);
    if (!user) {
      throw new ApiError(
        401,
        "signed-out",
        "Nobody is signed in with this browser, or the session has ended. Open the sign-in link that the server printed at its start; starting it again prints a new one.",
      );
    }
    c.set("user", user);
    await next();
  };
}
