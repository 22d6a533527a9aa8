import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import type { DELIVERY_STATES } from "../schema/delivery.ts";

type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Which state a record counts as when its open ends are in several: what holds it back longest. */
const worst: readonly DeliveryState[] = ["unknown", "held", "rejected", "waiting", "retrying"];

/** How many source records of a flow are owed something, by what they wait for; each counts once. */
export async function countOwed(
  database: Queryable,
  flowId: string,
): Promise<Readonly<Record<DeliveryState, number>>> {
  const order = sql.param([...worst]);
  const rows = await database.execute<{ state: DeliveryState; count: number }>(sql`
    select state, count(*)::int as count from (
      select distinct on (record_id) state from delivery
      where flow_id = ${flowId}
      order by record_id, array_position(${order}::text[], state)
    ) d group by state`);
  const counts = { unknown: 0, held: 0, rejected: 0, waiting: 0, retrying: 0 };
  for (const { count, state } of rows) counts[state] = count;
  return counts;
}
