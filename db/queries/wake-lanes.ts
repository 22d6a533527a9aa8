import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { dueNow, listOf, prepared } from "../prepared.ts";
import { workChannel } from "./append-chunks.ts";

const hasWork = sql`coalesce((select coalesce(c.not_before <= clock_timestamp(), true) from chunk c
  where c.flow_id = l.flow_id and c.lane = l.number order by c.id limit 1), false)`;

/**
 * Makes lanes due that have chunks and do not know it. Called when an append is committed, and when a lane was given free: an append and
 * a release at the same moment do not see each other, but whoever of the two looks last sees both. Need not be durable: what a crash
 * undoes is found by {@link wakeForgottenLanes}.
 */
export async function wakeLanes(
  database: Queryable,
  flowId: string,
  lanes: readonly number[],
): Promise<void> {
  await database.execute(sql`${prepared}
    with relaxed as (select set_config('synchronous_commit', 'off', true) as value),
    woken as (
      update lane l set due_at = ${dueNow} from relaxed
      where l.flow_id = ${flowId}::uuid and l.number = any (${listOf(lanes)}::smallint[]) and relaxed.value is not null
        and (l.due_at is null or l.due_at > clock_timestamp()) and ${hasWork}
      returning l.number)
    select pg_notify(${workChannel}::text, '') from (select count(*) as lanes from woken) w where w.lanes > 0`);
}

/** Wakes lanes whose chunks nobody told of, because a process ended between storing and telling. */
export async function wakeForgottenLanes(database: Queryable): Promise<void> {
  await database.execute(sql`
    update lane l set due_at = ${dueNow}
    where l.owner is null and (l.due_at is null or l.due_at > clock_timestamp()) and ${hasWork}`);
}
