import { type SQL, sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";

/** Rows that may go, by the time the comment of their table promises. */
const outlived: Readonly<Record<string, SQL>> = {
  seenDeliveries: sql`delete from seen_delivery where seen_at < clock_timestamp() - interval '7 days'`,
  sessions: sql`delete from session where idle_expires_at < clock_timestamp() or absolute_expires_at < clock_timestamp()`,
  signInLinks: sql`delete from sign_in_link where expires_at < clock_timestamp() - interval '1 day'`,
  cursorHistory: sql`delete from cursor_history where at < clock_timestamp() - interval '400 days'`,
  // A person may take a deletion back for a while.
  samples: sql`delete from sample where deleted_at < clock_timestamp() - interval '1 hour'`,
  cases: sql`delete from flow_case where deleted_at < clock_timestamp() - interval '1 hour'`,
  heardPushes: sql`delete from heard_push where at < clock_timestamp() - interval '1 hour'`,
  dueTimes: sql`delete from schedule_due where state in ('done', 'skipped') and done_at < clock_timestamp() - interval '7 days'`,
  alerts: sql`delete from alert where closed_at < clock_timestamp() - interval '400 days'`,
  // A lock whose lane went on without it, and for whose arrival nothing is open, protects nothing any more.
  sending: sql`
    delete from sending s
    where s.settle_after < clock_timestamp() - interval '1 day'
      and coalesce((select l.epoch > s.epoch or l.lease_until is null or l.lease_until < clock_timestamp() from lane l
        where l.flow_id = s.flow_id and l.number = s.lane), true)
      and not exists (select from delivery d where d.flow_id = s.flow_id and d.arrival = s.arrival)
      and not exists (select from chunk c where c.flow_id = s.flow_id and c.lane = s.lane)`,
  // The log goes by days; a run goes with the last of its records. Both sides of the sums leave together.
  runs: sql`
    delete from run where id in (
      select r.id from run r join flow f on f.id = r.flow_id
      where r.finished_at < clock_timestamp() - f.retention * interval '1 day'
        and not exists (select from record_log g where g.run_id = r.id)
        and not exists (select from owed_record o where o.run_id = r.id)
        and not exists (select from chunk c where c.flow_id = r.flow_id and c.run_id = r.id)
      limit 1000)`,
  flows: sql`
    delete from flow f
    where f.deleted_at < clock_timestamp() - interval '400 days'
      or (f.deleted_at < clock_timestamp() - f.retention * interval '1 day'
        and not exists (select from owed_record o where o.flow_id = f.id)
        and not exists (select from chunk c where c.flow_id = f.id)
        and not exists (select from record_log g where g.flow_id = f.id))`,
};

/** Deletes what has outlived its use. Each kind by itself: one that takes long holds nothing of the others. Answers how many rows of each. */
export async function deleteOutlived(database: Queryable): Promise<Readonly<Record<string, number>>> {
  const deleted: Record<string, number> = {};
  for (const [kind, statement] of Object.entries(outlived)) {
    deleted[kind] = (await database.execute(statement)).count;
  }
  return deleted;
}
