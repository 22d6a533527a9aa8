import type { Health } from "@trasvase/shared/contract/health.ts";
import { sql } from "drizzle-orm";
import { Hono } from "hono";
import { answer } from "../answer.ts";
import type { AppEnv } from "../app-env.ts";
import { type DatabaseFault, explainDatabaseTrouble } from "../database-trouble.ts";
import type { ServerContext } from "../server-context.ts";

const answerWithinMs = 2_000;

/** Public: whether this server can work, and what is in its way in plain words. Answers at once while something is known to be wrong. */
export function healthRoutes({ database, settings, liveWorkers, trouble }: ServerContext) {
  return new Hono<AppEnv>().get("/health", async (c) => {
    const workers = liveWorkers();
    const fault = trouble.current() ?? (await askDatabase());
    const ok = fault === undefined && (workers > 0 || settings.workers === 0);
    const message =
      fault?.message ??
      (ok
        ? "Ready."
        : "No engine worker is running, so nothing is processed. See the log; they are started again by themselves.");
    return answer<Health, 200 | 503>(
      c,
      { ok, database: fault?.state ?? "ok", workers, message },
      ok ? 200 : 503,
    );
  });

  async function askDatabase(): Promise<DatabaseFault | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new SilentDatabase()), answerWithinMs);
    });
    try {
      await Promise.race([database.execute(sql`select 1`), late]);
      return undefined;
    } catch (error) {
      trouble.note(error);
      return explainDatabaseTrouble(error) ?? explainDatabaseTrouble(new SilentDatabase());
    } finally {
      clearTimeout(timer);
    }
  }
}

/** A question that got no answer, as the driver would say it. */
class SilentDatabase extends Error {
  readonly code = "CONNECT_TIMEOUT";

  constructor() {
    super(`no answer within ${answerWithinMs} ms`);
  }
}
