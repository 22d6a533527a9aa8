import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { dueNow } from "../prepared.ts";
import { recordOrder } from "./record-order.ts";

/**
 * Makes the oldest waiting record of each key due, where nothing older of the key is in its way any more. Of events everything open is
 * in the way, of states an unknown outcome and one that is held. Rejected records never are.
 */
export async function wakeWaiting(
  transaction: Queryable,
  flowId: string,
  keys: readonly string[],
  records: "state" | "event",
): Promise<void> {
  if (keys.length === 0) return;
  const blocking = records === "event" ? ["retrying", "unknown", "held"] : ["unknown", "held"];
  await transaction.execute(sql`
    update delivery d set due_at = ${dueNow}, updated_at = clock_timestamp()
    where d.due_at is null and d.id in (
      select distinct on (w.key) w.id from delivery w
      where w.flow_id = ${flowId} and w.key = any (${sql.param([...keys])}::text[]) and w.state = 'waiting'
        and not exists (select from delivery b where b.flow_id = w.flow_id and b.key = w.key
          and b.state = any (${sql.param(blocking)}::text[]))
      order by w.key, ${recordOrder(sql`w.record_id`)})`);
}
