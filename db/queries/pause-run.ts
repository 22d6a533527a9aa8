import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { workChannel } from "./append-chunks.ts";

/** Pauses the reading of a run; what it has queued is still walked. False: it is not being read. */
export async function pauseRun(database: Queryable, workspaceId: string, runId: string): Promise<boolean> {
  const rows = await database.execute(sql`
    update run set state = 'paused', owner = null, lease_until = null
    where id = ${runId} and workspace_id = ${workspaceId} and state in ('queued', 'running')
      and read_at is null and intake_day is null
    returning id`);
  return rows.length === 1;
}

/** Lets a paused run read on. False: it is not paused. */
export async function resumeRun(database: Queryable, workspaceId: string, runId: string): Promise<boolean> {
  const rows = await database.execute(sql`
    update run set state = case when started_at is null then 'queued' else 'running' end
    where id = ${runId} and workspace_id = ${workspaceId} and state = 'paused'
    returning id`);
  if (rows.length === 0) return false;
  await database.execute(sql`select pg_notify(${workChannel}, '')`);
  return true;
}
