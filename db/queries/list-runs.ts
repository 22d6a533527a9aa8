import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";

/** A run with the sums of its source records by state. */
export interface ListedRun {
  readonly id: string;
  readonly flowId: string;
  readonly flowName: string;
  readonly version: number;
  readonly triggerKind: "manual" | "schedule" | "webhook" | "retry" | "backfill";
  readonly state: "queued" | "running" | "paused" | "succeeded" | "failed" | "stopped";
  readonly read: number;
  readonly repeated: number;
  readonly counts: Readonly<Record<string, number>>;
  /** The problem it failed with. */
  readonly error: unknown;
  readonly options: unknown;
  /** When its source was read to the end. */
  readonly readAt: Date | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

/** Which runs are listed. `after` is the id of the last run of the page before. */
export interface RunFilter {
  readonly id?: string;
  readonly flow?: string;
  readonly after?: string;
  readonly limit: number;
}

/** The runs of a workspace, the newest first. Their ids grow with time, so a page goes on behind an id. */
export async function listRuns(
  database: Queryable,
  workspaceId: string,
  filter: RunFilter,
): Promise<readonly ListedRun[]> {
  const conditions = [sql`r.workspace_id = ${workspaceId}`];
  if (filter.id !== undefined) conditions.push(sql`r.id = ${filter.id}`);
  if (filter.flow !== undefined) conditions.push(sql`r.flow_id = ${filter.flow}`);
  if (filter.after !== undefined) {
    conditions.push(
      sql`(r.created_at, r.id) < (select created_at, id from run where id = ${filter.after} and workspace_id = ${workspaceId})`,
    );
  }
  const rows = await database.execute<{ [Key in keyof ListedRun]: ListedRun[Key] }>(sql`
    select r.id, r.flow_id as "flowId", f.name as "flowName", r.version, r.trigger_kind as "triggerKind", r.state,
      r.read::int as read, r.repeated::int as repeated, r.error, r.options, r.read_at as "readAt",
      coalesce(r.started_at, r.created_at) as "startedAt", r.finished_at as "finishedAt",
      (select json_build_object(
        'created', coalesce(sum(created), 0), 'updated', coalesce(sum(updated), 0),
        'unchanged', coalesce(sum(unchanged), 0), 'skipped', coalesce(sum(skipped), 0),
        'superseded', coalesce(sum(superseded), 0), 'filtered', coalesce(sum(filtered), 0),
        'rejected', coalesce(sum(rejected), 0), 'retrying', coalesce(sum(retrying), 0),
        'unknown', coalesce(sum(unknown), 0)) from run_count where run_id = r.id) as counts
    from run r join flow f on f.id = r.flow_id
    where ${sql.join(conditions, sql` and `)}
    order by r.created_at desc, r.id desc
    limit ${filter.limit}`);
  return rows.map((row) => ({
    ...row,
    startedAt: new Date(row.startedAt),
    readAt: row.readAt === null ? null : new Date(row.readAt),
    finishedAt: row.finishedAt === null ? null : new Date(row.finishedAt),
  }));
}
