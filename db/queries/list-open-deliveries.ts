import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import type { OwedDelivery } from "./keep-owed.ts";

/** What is open for a key. */
export interface OpenDelivery {
  readonly key: string;
  readonly recordId: string;
  readonly node: string;
  readonly state: OwedDelivery["state"];
}

/** What is owed for some keys of a flow, the oldest first. */
export async function listOpenDeliveries(
  database: Queryable,
  flowId: string,
  keys: readonly string[],
): Promise<readonly OpenDelivery[]> {
  const rows = await database.execute<{
    key: string;
    record_id: string;
    node: string;
    state: OwedDelivery["state"];
  }>(sql`
    select key, record_id, node, state from delivery
    where flow_id = ${flowId} and key = any (${sql.param([...keys])}::text[]) order by id`);
  return rows.map((row) => ({ key: row.key, recordId: row.record_id, node: row.node, state: row.state }));
}
