import { sql } from "drizzle-orm";
import type { Database, Queryable } from "../client.ts";

/** A task of housekeeping in somebody's hands. */
export interface ClaimedTask {
  readonly id: number;
  readonly task: string;
  readonly owner: string;
  readonly epoch: number;
}

/** Serialises the planning of tasks by processes that start at once; the number is only a name. */
const planningLock = 7_261_838;

/** Sees to it that each task has its one row, which is due at once when it never ran. */
export async function planTasks(database: Database, tasks: readonly string[]): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${planningLock})`);
    await transaction.execute(sql`
      insert into schedule_due (task, due_at)
      select name, clock_timestamp() from unnest(${sql.param([...tasks])}::text[]) as name
      where not exists (select from schedule_due s where s.task = name and s.flow_id is null)`);
  });
}

/** Claims a task that is due, or that somebody claimed and is not heard of any more. */
export async function claimTask(
  database: Queryable,
  claim: { readonly owner: string; readonly leaseMs: number; readonly tasks: readonly string[] },
): Promise<ClaimedTask | undefined> {
  const rows = await database.execute<{ id: string; task: string; epoch: string }>(sql`
    update schedule_due set state = 'claimed', owner = ${claim.owner}, epoch = epoch + 1,
      lease_until = clock_timestamp() + ${claim.leaseMs} * interval '1 millisecond'
    where id = (
      select id from schedule_due
      where flow_id is null and task = any (${sql.param([...claim.tasks])}::text[]) and due_at <= clock_timestamp()
        and (state = 'due' or (state = 'claimed' and lease_until <= clock_timestamp()))
      order by due_at limit 1 for no key update skip locked)
    returning id, task, epoch`);
  const row = rows[0];
  return row && { id: Number(row.id), task: row.task, owner: claim.owner, epoch: Number(row.epoch) };
}

/** Ends a claimed task and says when it comes again. Does nothing when the claim was lost. */
export async function endTask(database: Queryable, claim: ClaimedTask, againInMs: number): Promise<void> {
  await database.execute(sql`
    update schedule_due set state = 'due', done_at = clock_timestamp(), owner = null, lease_until = null,
      due_at = clock_timestamp() + ${againInMs} * interval '1 millisecond'
    where id = ${claim.id} and owner = ${claim.owner} and epoch = ${claim.epoch} and state = 'claimed'`);
}
