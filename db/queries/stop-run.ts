import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";

/** Stops a run: nothing more is read, what is queued is still walked. False: it had ended already. */
export async function stopRun(database: Queryable, workspaceId: string, runId: string): Promise<boolean> {
  const rows = await database.execute(sql`
    update run set state = 'stopped', finished_at = clock_timestamp(), owner = null, lease_until = null
    where id = ${runId} and workspace_id = ${workspaceId} and state in ('queued', 'running', 'paused')
    returning id`);
  return rows.length === 1;
}
