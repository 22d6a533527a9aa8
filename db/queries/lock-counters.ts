import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";

/** A connection whose processes count together. */
export interface CounterPlace {
  readonly workspaceId: string;
  readonly connection: string;
}

/** A count as it stands. Times are milliseconds since 1970. */
export interface CounterRow {
  readonly name: string;
  readonly used: number;
  readonly allowed: number;
  readonly since: number;
  readonly blockedUntil: number;
}

/**
 * The counters of a connection by name, made where there are none, locked until the transaction ends. Always in the order of their
 * names, so that two processes cannot wait for each other. None at all when there is no such connection.
 */
export async function lockCounters(
  transaction: Queryable,
  place: CounterPlace,
  names: readonly string[],
): Promise<readonly CounterRow[]> {
  const there = await lockPresent(transaction, place, names);
  if (there.length === names.length) return there;
  await addMissing(transaction, place, names);
  return await lockPresent(transaction, place, names);
}

async function addMissing(
  transaction: Queryable,
  { connection, workspaceId }: CounterPlace,
  names: readonly string[],
): Promise<void> {
  await transaction.execute(sql`
    insert into connection_lease (workspace_id, connection, purpose)
    select c.workspace_id, c.name, asked.purpose
    from connection c, unnest(${sql.param([...names])}::text[]) as asked (purpose)
    where c.workspace_id = ${workspaceId} and c.name = ${connection}
    order by asked.purpose
    on conflict do nothing`);
}

async function lockPresent(
  transaction: Queryable,
  { connection, workspaceId }: CounterPlace,
  names: readonly string[],
): Promise<readonly CounterRow[]> {
  return await transaction.execute<{
    name: string;
    used: number;
    allowed: number;
    since: number;
    blockedUntil: number;
  }>(sql`
    select purpose as name, coalesce(used, 0) as used, coalesce(allowed, 0) as allowed,
      coalesce(extract(epoch from window_start) * 1000, 0)::float8 as since,
      coalesce(extract(epoch from blocked_until) * 1000, 0)::float8 as "blockedUntil"
    from connection_lease
    where workspace_id = ${workspaceId} and connection = ${connection} and purpose = any (${sql.param([...names])}::text[])
    order by purpose
    for update`);
}
