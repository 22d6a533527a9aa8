import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { recordOrder } from "./record-order.ts";

/** A record whose write waits for a person. */
export interface ListedHeld {
  readonly recordId: string;
  readonly arrival: string;
  readonly node: string;
  readonly code: string;
  readonly since: Date;
}

/** The oldest records of a flow that wait for a person's confirmation. */
export async function listHeld(
  database: Queryable,
  flowId: string,
  limit: number,
): Promise<readonly ListedHeld[]> {
  const rows = await database.execute<{ [Key in keyof ListedHeld]: ListedHeld[Key] }>(sql`
    select record_id as "recordId", arrival, node, coalesce(error_code, '') as code, created_at as since
    from delivery where flow_id = ${flowId} and state = 'held'
    order by ${recordOrder(sql`record_id`)} limit ${limit}`);
  return rows.map((row) => ({ ...row, since: new Date(row.since) }));
}
