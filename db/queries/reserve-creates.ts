import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";

/**
 * Counts creates of a run before they are sent, as many as it may still begin. Committed at once: several lanes of a run count
 * together. Answers how many of those wanted may be sent.
 */
export async function reserveCreates(
  database: Queryable,
  runId: string,
  { most, wanted }: { readonly wanted: number; readonly most: number },
): Promise<number> {
  const rows = await database.execute<{ granted: number }>(sql`
    with before as (select id, creates, greatest(coalesce(may_create, 0), ${most}::bigint) as most from run where id = ${runId} for no key update)
    update run r set creates = b.creates + least(${wanted}::bigint, greatest(b.most - b.creates, 0))
    from before b where r.id = b.id
    returning least(${wanted}::bigint, greatest(b.most - b.creates, 0))::int as granted`);
  return rows[0]?.granted ?? 0;
}

/** Takes back what was counted and did not become a create. */
export async function giveBackCreates(database: Queryable, runId: string, count: number): Promise<void> {
  await database.execute(sql`update run set creates = greatest(creates - ${count}, 0) where id = ${runId}`);
}

/** Lets the runs of a flow that have come to their cap create so many more; without a number, as many as come. */
export async function allowMoreCreates(
  database: Queryable,
  flowId: string,
  more: number | undefined,
): Promise<void> {
  await database.execute(sql`
    update run r set may_create = case when ${more ?? null}::bigint is null then 9000000000000000 else r.creates + ${more ?? 0} end
    where r.flow_id = ${flowId} and exists (select from owed_record o join delivery d on d.flow_id = o.flow_id and d.record_id = o.record_id
      where o.run_id = r.id and d.state = 'held' and d.error_code = 'held-cap')`);
}
