import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import type { Wish } from "../schema/owed-record.ts";
import type { OwedDelivery } from "./keep-owed.ts";
import { recordOrder } from "./record-order.ts";

/** An owed delivery as it stands. */
export interface StoredDeliveryRow {
  readonly arrival: string;
  readonly node: string;
  readonly state: OwedDelivery["state"];
  /** 0 or less: due. Null: only a person or an older record moves it. */
  readonly dueInMs: number | null;
  readonly attempts: number;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

/** An owed source record with all its open deliveries. */
export interface StoredOwedRecord {
  readonly recordId: string;
  readonly runId: string;
  readonly version: number;
  readonly key: string;
  readonly label: string | null;
  readonly payload: Uint8Array;
  readonly effects: Uint8Array | null;
  readonly dataKeyId: number;
  readonly attempts: number;
  /** What counts against it: walks that did not come back. */
  readonly begun: number;
  /** What is wanted done with it, and by how many wishes so far. */
  readonly wish: Wish | null;
  readonly wishNote: string | null;
  readonly wishes: number;
  readonly log: { readonly retention: number; readonly day: string; readonly id: number } | undefined;
  readonly deliveries: readonly StoredDeliveryRow[];
}

/** The owed records of a lane that have something due, the oldest first, at most `limit`; with `wishes` only those wished for so. */
export async function findDue(
  database: Queryable,
  lane: { readonly flowId: string; readonly lane: number },
  limit: number,
  wishes?: readonly Wish[],
): Promise<readonly StoredOwedRecord[]> {
  const wished = wishes
    ? sql` and exists (select from owed_record o where o.flow_id = delivery.flow_id and o.record_id = delivery.record_id
        and o.wish = any (${sql.param([...wishes])}::text[]))`
    : sql``;
  const due = await database.execute<{ record_id: string }>(sql`
    select record_id from delivery
    where flow_id = ${lane.flowId} and lane = ${lane.lane} and due_at <= clock_timestamp()${wished}
    group by record_id order by ${recordOrder(sql`record_id`)} limit ${limit}`);
  return await findOwed(
    database,
    lane.flowId,
    due.map((row) => row.record_id),
  );
}

/** Owed records by id, in the order given. */
export async function findOwed(
  database: Queryable,
  flowId: string,
  recordIds: readonly string[],
): Promise<readonly StoredOwedRecord[]> {
  if (recordIds.length === 0) return [];
  const rows = await database.execute<{
    record_id: string;
    run_id: string;
    version: number;
    key: string;
    label: string | null;
    payload: Uint8Array;
    effects: Uint8Array | null;
    data_key_id: string;
    attempts: number;
    begun: number;
    wish: Wish | null;
    wish_note: string | null;
    wishes: number;
    log_retention: number | null;
    log_day: string | null;
    log_id: string | null;
    deliveries: StoredDeliveryRow[];
  }>(sql`
    select o.record_id, o.run_id, o.version, o.key, o.label, o.payload, o.effects, o.data_key_id, o.attempts, o.begun,
      o.wish, o.wish_note, o.wishes,
      o.log_retention, o.log_day::text, o.log_id, d.deliveries
    from owed_record o
    join unnest(${sql.param([...recordIds])}::text[]) with ordinality as wanted(record_id, place) on wanted.record_id = o.record_id
    cross join lateral (select json_agg(json_build_object('arrival', arrival, 'node', node, 'state', state,
        'dueInMs', extract(epoch from due_at - clock_timestamp()) * 1000, 'attempts', attempts, 'errorCode', error_code,
        'errorMessage', error_message) order by id) as deliveries
      from delivery where flow_id = o.flow_id and record_id = o.record_id) d
    where o.flow_id = ${flowId}
    order by wanted.place`);
  return rows.map((row) => ({
    recordId: row.record_id,
    runId: row.run_id,
    version: row.version,
    key: row.key,
    label: row.label,
    payload: row.payload,
    effects: row.effects,
    dataKeyId: Number(row.data_key_id),
    attempts: row.attempts,
    begun: row.begun,
    wish: row.wish,
    wishNote: row.wish_note,
    wishes: row.wishes,
    log:
      row.log_retention === null || row.log_day === null || row.log_id === null
        ? undefined
        : { retention: row.log_retention, day: row.log_day, id: Number(row.log_id) },
    deliveries: row.deliveries ?? [],
  }));
}
