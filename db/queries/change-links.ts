import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { listOf, prepared } from "../prepared.ts";

/** A link as it is to be from now on; `targetId` null cuts it. */
export interface LinkToKeep {
  /** `link_pair.id`. */
  readonly pairId: number;
  readonly sourceKey: string;
  readonly targetId: string | null;
  /** Of what was last sent; null when nothing is known to be equal. */
  readonly sentHash: string | null;
}

/** Stores and cuts links. In the order of their keys, so that two lanes never wait for each other. */
export async function changeLinks(
  transaction: Queryable,
  flowId: string,
  links: readonly LinkToKeep[],
): Promise<void> {
  const ordered = [...links].sort((a, b) => a.pairId - b.pairId || (a.sourceKey < b.sourceKey ? -1 : 1));
  const kept = ordered.filter((one) => one.targetId !== null);
  const cut = ordered.filter((one) => one.targetId === null);
  await Promise.all([keepLinks(transaction, flowId, kept), cutLinks(transaction, cut)]);
}

async function keepLinks(
  transaction: Queryable,
  flowId: string,
  links: readonly LinkToKeep[],
): Promise<void> {
  if (links.length === 0) return;
  await transaction.execute(sql`${prepared}
    insert into link (pair_id, source_key, target_id, sent_hash, flow_id)
    select l.pair_id, l.source_key, l.target_id, convert_to(l.sent_hash, 'UTF8'), ${flowId}::uuid
    from unnest(${listOf(links.map((one) => one.pairId))}::int[], ${listOf(links.map((one) => one.sourceKey))}::text[],
      ${listOf(links.map((one) => one.targetId))}::text[], ${listOf(links.map((one) => one.sentHash))}::text[])
      as l(pair_id, source_key, target_id, sent_hash)
    on conflict (pair_id, source_key)
    do update set target_id = excluded.target_id, sent_hash = excluded.sent_hash, flow_id = excluded.flow_id, updated_at = now()`);
}

async function cutLinks(transaction: Queryable, links: readonly LinkToKeep[]): Promise<void> {
  if (links.length === 0) return;
  await transaction.execute(sql`${prepared}
    delete from link k using unnest(${listOf(links.map((one) => one.pairId))}::int[],
      ${listOf(links.map((one) => one.sourceKey))}::text[]) as l(pair_id, source_key)
    where k.pair_id = l.pair_id and k.source_key = l.source_key`);
}
