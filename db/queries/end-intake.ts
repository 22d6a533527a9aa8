import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";

/** Marks the intake runs of past days as read to their end: what is pushed today belongs to another. Late pushes of midnight are waited for. */
export async function endIntake(database: Queryable): Promise<void> {
  await database.execute(sql`
    update run set read_at = clock_timestamp()
    where state = 'running' and read_at is null
      and intake_day < ((clock_timestamp() - interval '10 minutes') at time zone 'UTC')::date`);
}
