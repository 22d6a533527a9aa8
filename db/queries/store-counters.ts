import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import type { CounterPlace, CounterRow } from "./lock-counters.ts";

/** Stores counters that the same transaction has locked. */
export async function storeCounters(
  transaction: Queryable,
  { connection, workspaceId }: CounterPlace,
  counters: readonly CounterRow[],
): Promise<void> {
  if (counters.length === 0) return;
  const rows = sql.join(
    counters.map(
      (one) =>
        sql`(${one.name}, ${one.used}::int, ${one.allowed}::int, ${one.since}::float8, ${one.blockedUntil}::float8)`,
    ),
    sql`, `,
  );
  await transaction.execute(sql`
    update connection_lease as l
    set used = n.used, allowed = n.allowed, window_start = to_timestamp(n.since / 1000),
      blocked_until = case when n.blocked_until = 0 then null else to_timestamp(n.blocked_until / 1000) end
    from (values ${rows}) as n (purpose, used, allowed, since, blocked_until)
    where l.workspace_id = ${workspaceId} and l.connection = ${connection} and l.purpose = n.purpose`);
}
