import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { listOf, prepared } from "../prepared.ts";

/** A link as it is stored. */
export interface StoredLink {
  readonly sourceKey: string;
  readonly targetId: string;
  readonly sentHash: string | null;
}

/** The links of some source records to one kind of target. */
export async function findLinks(
  database: Queryable,
  pairId: number,
  sourceKeys: readonly string[],
): Promise<readonly StoredLink[]> {
  const rows = await database.execute<{ key: string; target: string; hash: string | null }>(sql`${prepared}
    select source_key as key, target_id as target, convert_from(sent_hash, 'UTF8') as hash from link
    where pair_id = ${pairId}::int and source_key = any (${listOf(sourceKeys)}::text[])`);
  return rows.map(({ hash, key, target }) => ({ sourceKey: key, targetId: target, sentHash: hash }));
}
