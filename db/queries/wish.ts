import { type SQL, sql } from "drizzle-orm";
import type { Database, Queryable } from "../client.ts";
import { dueNow } from "../prepared.ts";
import type { Wish } from "../schema/owed-record.ts";
import { workChannel } from "./append-chunks.ts";

/** Which owed records of a flow: all that fit every part given. */
export interface OwedFilter {
  readonly recordId?: string;
  readonly fingerprint?: string;
  readonly runId?: string;
  readonly node?: string;
  /** Code of the open end, such as the one of records held for a confirmation. */
  readonly code?: string;
  /** Only those whose time is over. */
  readonly expired?: true;
}

/** The open ends that a wish is about. */
const states: Readonly<Record<Wish, readonly string[]>> = {
  retry: ["retrying", "rejected"],
  close: ["rejected"],
  expire: ["rejected"],
  confirm: ["held"],
  refuse: ["held"],
};

/** Wishes about records whose outcome at some place is unknown wait: that is settled first. */
function wanted(flowId: string, filter: OwedFilter, wish: Wish): SQL {
  const { code, expired, fingerprint, node, recordId, runId } = filter;
  const end = [
    sql`d.flow_id = o.flow_id and d.record_id = o.record_id and d.state = any (${sql.param([...states[wish]])}::text[])`,
    ...(fingerprint === undefined ? [] : [sql`d.error_fingerprint = ${fingerprint}`]),
    ...(node === undefined ? [] : [sql`d.node = ${node}`]),
    ...(code === undefined ? [] : [sql`d.error_code = ${code}`]),
    ...(expired ? [sql`d.expires_at <= clock_timestamp()`] : []),
  ];
  const record = [
    sql`o.flow_id = ${flowId}`,
    ...(recordId === undefined ? [] : [sql`o.record_id = ${recordId}`]),
    ...(runId === undefined ? [] : [sql`o.run_id = ${runId}`]),
    sql`exists (select from delivery d where ${sql.join(end, sql` and `)})`,
    sql`not exists (select from delivery u where u.flow_id = o.flow_id and u.record_id = o.record_id and u.state = 'unknown')`,
  ];
  return sql.join(record, sql` and `);
}

/** How many records a wish would be about. */
export async function countWanted(
  database: Queryable,
  flowId: string,
  filter: OwedFilter,
  wish: Wish,
): Promise<number> {
  const rows = await database.execute<{ count: number }>(sql`
    select count(*)::int as count from owed_record o where ${wanted(flowId, filter, wish)}`);
  return rows[0]?.count ?? 0;
}

/**
 * Notes what is wanted done with owed records, and makes them due. The lanes are locked first, as a settlement does: the wish comes
 * before it or after it, and one that comes before is still seen afterwards. Answers how many records it is about.
 */
export async function wishFor(
  database: Database,
  flowId: string,
  filter: OwedFilter,
  { note, wish }: { readonly wish: Wish; readonly note?: string },
): Promise<number> {
  return await database.transaction(async (transaction) => {
    await transaction.execute(sql`
      select number from lane where flow_id = ${flowId} order by number for no key update`);
    const rows = await transaction.execute<{ lane: number }>(sql`
      with wished as (
        update owed_record o set wish = ${wish}, wish_note = ${note ?? null}, wishes = wishes + 1, updated_at = clock_timestamp()
        where ${wanted(flowId, filter, wish)}
        returning o.record_id, o.lane
      ), due as (
        update delivery d set due_at = ${dueNow}, updated_at = clock_timestamp()
        from wished w where d.flow_id = ${flowId} and d.record_id = w.record_id
          and d.state = any (${sql.param([...states[wish]])}::text[])
        returning d.id
      )
      select w.lane from wished w, (select count(*) from due) counted`);
    if (rows.length === 0) return 0;
    const lanes = sql.param([...new Set(rows.map((row) => row.lane))]);
    await transaction.execute(sql`
      update lane set due_at = least(due_at, ${dueNow}) where flow_id = ${flowId} and number = any (${lanes}::int[])`);
    await transaction.execute(sql`select pg_notify(${workChannel}, '')`);
    return rows.length;
  });
}

/**
 * Clears the wishes that a settled walk has carried out. One that came in meanwhile stays, and what it is about is due again. Call it
 * after the deliveries were stored anew; `wishes` is the count that the walk began with.
 */
export async function endWishes(
  transaction: Queryable,
  flowId: string,
  walked: readonly { readonly recordId: string; readonly wishes: number }[],
): Promise<void> {
  if (walked.length === 0) return;
  await transaction.execute(sql`
    with walked as (select * from json_to_recordset(${JSON.stringify(walked)}::json) as w("recordId" text, wishes int)),
    done as (
      update owed_record o set wish = null, wish_note = null from walked w
      where o.flow_id = ${flowId} and o.record_id = w."recordId" and o.wishes = w.wishes and o.wish is not null
      returning o.record_id
    )
    update delivery d set due_at = ${dueNow}
    from owed_record o join walked w on w."recordId" = o.record_id
    where o.flow_id = ${flowId} and o.wishes > w.wishes and o.wish is not null
      and d.flow_id = o.flow_id and d.record_id = o.record_id
      and d.state = any (case o.wish when 'retry' then ${sql.param([...states.retry])}::text[]
        when 'confirm' then ${sql.param([...states.confirm])}::text[] when 'refuse' then ${sql.param([...states.refuse])}::text[]
        else ${sql.param([...states.close])}::text[] end)`);
}

/** Lanes of a flow with wishes that need no call to any system, so that they can be carried out while the flow is paused. */
export async function listLanesWithEndings(database: Queryable, flowId: string): Promise<readonly number[]> {
  const rows = await database.execute<{ lane: number }>(sql`
    select distinct lane from owed_record where flow_id = ${flowId} and wish in ('close', 'expire', 'refuse') order by lane`);
  return rows.map((row) => row.lane);
}

/** Flows with rejected records whose time is over, and whether a worker will see to them. */
export async function listFlowsWithExpired(
  database: Queryable,
): Promise<readonly { readonly workspaceId: string; readonly flowId: string; readonly isActive: boolean }[]> {
  const rows = await database.execute<{ workspace_id: string; flow_id: string; active: boolean }>(sql`
    select distinct d.workspace_id, d.flow_id, f.state = 'active' as active from delivery d join flow f on f.id = d.flow_id
    where d.expires_at <= clock_timestamp() and d.state = 'rejected' and f.deleted_at is null`);
  return rows.map((row) => ({ workspaceId: row.workspace_id, flowId: row.flow_id, isActive: row.active }));
}
