import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";

/** Notes the ids of webhook deliveries, in the transaction that stores their records. Answers those that were new, as hex. */
export async function noteSeenDeliveries(
  transaction: Queryable,
  place: { readonly workspaceId: string; readonly flowId: string },
  idHashes: readonly string[],
): Promise<ReadonlySet<string>> {
  if (idHashes.length === 0) return new Set();
  const rows = await transaction.execute<{ hash: string }>(sql`
    insert into seen_delivery (workspace_id, flow_id, id_hash)
    select ${place.workspaceId}::uuid, ${place.flowId}::uuid, decode(h, 'hex')
    from unnest(${sql.param([...new Set(idHashes)].sort())}::text[]) as h
    on conflict do nothing
    returning encode(id_hash, 'hex') as hash`);
  return new Set(rows.map((row) => row.hash));
}
