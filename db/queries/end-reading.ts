import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import type { ClaimedRun } from "./claim-run.ts";

/** The source of a claimed run was read to its end; the run ends with its last record. */
export async function endReading(
  database: Queryable,
  run: Pick<ClaimedRun, "id" | "owner" | "epoch">,
): Promise<boolean> {
  const rows = await database.execute(sql`
    update run set read_at = clock_timestamp(), owner = null, lease_until = null
    where id = ${run.id} and owner = ${run.owner} and epoch = ${run.epoch} and state = 'running'
    returning id`);
  return rows.length === 1;
}

/** Ends a claimed run with the problem that kept it from reading on. What it has queued is still walked. */
export async function failRun(
  database: Queryable,
  run: Pick<ClaimedRun, "id" | "owner" | "epoch">,
  problem: unknown,
): Promise<void> {
  await database.execute(sql`
    update run set state = 'failed', error = ${JSON.stringify(problem)}::json, read_at = clock_timestamp(),
      finished_at = clock_timestamp(), owner = null, lease_until = null
    where id = ${run.id} and owner = ${run.owner} and epoch = ${run.epoch} and state = 'running'`);
}

/** Gives a claimed run back to be read on by another worker, after a while when `afterMs` is set. */
export async function releaseRun(
  database: Queryable,
  run: Pick<ClaimedRun, "id" | "owner" | "epoch">,
  afterMs = 0,
): Promise<void> {
  await database.execute(sql`
    update run set owner = null,
      lease_until = case when ${afterMs}::int = 0 then null else clock_timestamp() + ${afterMs} * interval '1 millisecond' end
    where id = ${run.id} and owner = ${run.owner} and epoch = ${run.epoch} and read_at is null`);
}
