import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";

/**
 * Ends a run whose source was read to the end and whose records were all walked at least once. What is still owed for them is told by
 * the counts. Call it after the settling transaction, so that it sees what other lanes committed. True: it ended just now.
 */
export async function finishRun(database: Queryable, runId: string): Promise<boolean> {
  const rows = await database.execute(sql`
    update run set state = 'succeeded', finished_at = clock_timestamp(), owner = null, lease_until = null
    where id = ${runId} and state = 'running' and read_at is not null
      and read = (select coalesce(sum(created + updated + unchanged + skipped + superseded + filtered + rejected
        + retrying + unknown), 0) from run_count where run_id = ${runId})
    returning id`);
  return rows.length === 1;
}
