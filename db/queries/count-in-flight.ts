import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";

/** Source records of a flow that are still queued or owed. */
export async function countInFlight(database: Queryable, flowId: string): Promise<number> {
  const [row] = await database.execute<{ count: number }>(sql`
    select ((select coalesce(sum(count), 0) from chunk where flow_id = ${flowId})
      + (select count(*) from owed_record where flow_id = ${flowId}))::int as count`);
  return row?.count ?? 0;
}
