import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { dueNow } from "../prepared.ts";
import { recordOrder } from "./record-order.ts";

/** Code of an owed delivery whose place a newer state of its key has taken: it is closed at its next walk, which is due now. */
export const supersededCode = "superseded";

/** A newer state of a key and where it arrived: older ones owed there are done with. */
export interface Superseding {
  readonly key: string;
  /** Null: every step that is no destination. */
  readonly node: string | null;
  readonly recordId: string;
}

/** Makes deliveries of older records due to be closed, for the same key at the same step. Those whose outcome is unknown stay. */
export async function supersedeDeliveries(
  transaction: Queryable,
  flowId: string,
  newer: readonly Superseding[],
): Promise<void> {
  if (newer.length === 0) return;
  await transaction.execute(sql`
    update delivery d set error_code = ${supersededCode}, due_at = ${dueNow}, updated_at = clock_timestamp()
    from json_to_recordset(${JSON.stringify(newer)}::json) as n(key text, node text, "recordId" text)
    where d.flow_id = ${flowId} and d.key = n.key
      and (d.node = n.node or (n.node is null and d.connection is null)) and d.state in ('retrying', 'rejected')
      and ${recordOrder(sql`d.record_id`)} < ${recordOrder(sql`n."recordId"`)}`);
}
