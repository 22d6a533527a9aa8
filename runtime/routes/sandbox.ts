import { getConnInfo } from "@hono/node-server/conninfo";
import { Hono } from "hono";
import { ApiError, notFound } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import type { ServerContext } from "../server-context.ts";

const loopback = /^(127\.|::1$|::ffff:127\.)/;

/** Public, but for this machine only: the built-in stand-ins of other systems, for the demo flows. */
export function sandboxRoutes({ sandboxes }: Pick<ServerContext, "sandboxes">) {
  return new Hono<AppEnv>().all("/sandbox/:system/*", async (c) => {
    const system = c.req.param("system");
    const sandbox = sandboxes.get(system);
    if (!sandbox) throw notFound("sandbox", system);
    if (!loopback.test(getConnInfo(c).remote.address ?? "")) {
      throw new ApiError(403, "not-from-here", "The sandboxes answer to this machine only.");
    }
    return await sandbox(c.req.raw);
  });
}
