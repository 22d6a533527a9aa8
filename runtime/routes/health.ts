import type { Health } from "@trasvase/shared/contract/health.ts";
import { sql } from "drizzle-orm";
import { Hono } from "hono";
import { answer } from "../answer.ts";
import type { AppEnv } from "../app-env.ts";
import type { ServerContext } from "../server-context.ts";

const answerWithinMs = 3_000;

/** Public: whether this server can work. */
export function healthRoutes({ database, settings, liveWorkers, log }: ServerContext) {
  return new Hono<AppEnv>().get("/health", async (c) => {
    const workers = liveWorkers();
    const fault = await databaseFault();
    const ok = fault === undefined && (workers > 0 || settings.workers === 0);
    const message =
      fault ??
      (ok
        ? "Ready."
        : "No engine worker is running, so nothing is processed. See the log; they are started again by themselves.");
    return answer<Health, 200 | 503>(
      c,
      { ok, database: fault === undefined ? "ok" : "unreachable", workers, message },
      ok ? 200 : 503,
    );
  });

  async function databaseFault(): Promise<string | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${answerWithinMs} ms`)), answerWithinMs);
    });
    try {
      await Promise.race([database.execute(sql`select 1`), late]);
      return undefined;
    } catch (error) {
      log.error({ error: String(error) }, "The database does not answer.");
      return "The database does not answer. Look at the server's log for the reason.";
    } finally {
      clearTimeout(timer);
    }
  }
}
