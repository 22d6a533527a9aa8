import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import type { CursorPlace } from "./find-cursor.ts";

/** Where a cursor stood once. */
export interface ListedCursor {
  readonly id: string;
  readonly move: "run" | "activation" | "rewind";
  readonly at: Date;
  readonly runId: string | null;
  /** Records that runs of the flow, backfills apart, have read since. */
  readonly readSince: number;
}

/** Where a cursor stood, the newest first. */
export async function listCursorHistory(
  database: Queryable,
  place: CursorPlace,
  limit: number,
): Promise<readonly ListedCursor[]> {
  const rows = await database.execute<{ [Key in keyof ListedCursor]: ListedCursor[Key] }>(sql`
    select h.id::text as id, h.move, h.at, h.run_id as "runId",
      (select coalesce(sum(r.read), 0) from run r where r.flow_id = h.flow_id and r.created_at > h.at and r.intake_day is null
        and r.trigger_kind <> 'backfill')::int as "readSince"
    from cursor_history h
    where h.flow_id = ${place.flowId} and h.connection = ${place.connection} and h.resource = ${place.resource} and h.value is not null
    order by h.id desc limit ${limit}`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

/** Whether some run, backfills apart, has yet to read a flow's source to its end. */
export async function isBeingRead(database: Queryable, flowId: string): Promise<boolean> {
  const rows = await database.execute(sql`
    select from run where flow_id = ${flowId} and state in ('queued', 'running', 'paused') and read_at is null
      and intake_day is null and trigger_kind <> 'backfill' limit 1`);
  return rows.length > 0;
}
