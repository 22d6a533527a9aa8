import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { AppEnv } from "../app-env.ts";
import { findSession } from "../auth/session.ts";
import type { ServerContext } from "../server-context.ts";

/** Proxies end a connection on which nothing moves, often after a minute. */
const heartbeatMs = 25_000;

/** Live updates as server-sent events, one JSON of the contract's `eventSchema` per message. Ends with the session. */
export function eventRoutes(context: ServerContext) {
  return new Hono<AppEnv>().get("/events", (c) => {
    const { workspaceId } = c.var.user;
    return streamSSE(c, async (stream) => {
      const unsubscribe = context.events.subscribe(workspaceId, (event) => {
        void stream.writeSSE({ data: JSON.stringify(event) });
      });
      stream.onAbort(unsubscribe);
      try {
        await stream.writeln(": connected\n");
        while (!stream.aborted) {
          await stream.sleep(heartbeatMs);
          // Without a database nobody can tell whether the session still holds; the browser comes back by itself.
          if (!(await findSession(context, c).catch(() => undefined))) break;
          await stream.writeln(": still here\n");
        }
      } finally {
        unsubscribe();
      }
    });
  });
}
