import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";

/** What waits in a flow's queue. */
export interface QueueDepth {
  readonly records: number;
  /** Before compression. */
  readonly bytes: number;
  readonly chunks: number;
  /** Age of the oldest chunk; 0 when there is none. */
  readonly oldestMs: number;
}

/** How much of a flow is queued now. */
export async function measureQueue(database: Queryable, flowId: string): Promise<QueueDepth> {
  const rows = await database.execute<{ records: string; bytes: string; chunks: string; oldest: number }>(sql`
    select coalesce(sum(count), 0) as records, coalesce(sum(bytes), 0) as bytes, count(*) as chunks,
      coalesce(extract(epoch from clock_timestamp() - min(appended_at)) * 1000, 0)::float8 as oldest
    from chunk where flow_id = ${flowId}`);
  const row = rows[0];
  return {
    records: Number(row?.records ?? 0),
    bytes: Number(row?.bytes ?? 0),
    chunks: Number(row?.chunks ?? 0),
    oldestMs: Math.max(0, row?.oldest ?? 0),
  };
}
