import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import type { RetentionClass } from "../schema/flow.ts";

/** What the rows of one settling have in common. */
export interface LogPlace {
  readonly workspaceId: string;
  readonly flowId: string;
  readonly retention: RetentionClass;
  /** UTC day of `at`; its partition exists. */
  readonly day: string;
  readonly at: Date;
}

/** One source record in one walk, as lists show it. Texts are fit for text columns. */
export interface LogRow {
  readonly runId: string;
  readonly version: number;
  readonly recordId: string;
  readonly key: string;
  readonly label: string | null;
  readonly state: string;
  readonly leaves: unknown;
  readonly destinationIds: readonly string[];
  readonly errorNode: string | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly errorFingerprint: string | null;
  readonly attempt: number;
  readonly durationMs: number;
  /** Position in the payload; null when its contents are not kept. */
  readonly payloadIndex: number | null;
}

/** Stores the contents of records that were settled together. Answers the id of the row. */
export async function insertPayload(
  transaction: Queryable,
  place: LogPlace,
  sealed: { readonly count: number; readonly payload: Uint8Array; readonly dataKeyId: number },
): Promise<number> {
  const rows = await transaction.execute<{ id: string }>(sql`
    insert into record_payload (retention, day, workspace_id, flow_id, data_key_id, count, payload, at)
    values (${place.retention}, ${place.day}, ${place.workspaceId}, ${place.flowId}, ${sealed.dataKeyId},
      ${sealed.count}, ${sealed.payload}, ${place.at.toISOString()})
    returning id`);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("The contents of settled records were not stored.");
  return Number(id);
}

/** Adds rows to the record log. Answers the id of each, by record id. */
export async function insertLog(
  transaction: Queryable,
  place: LogPlace,
  rows: readonly LogRow[],
  payloadId: number | undefined,
): Promise<ReadonlyMap<string, number>> {
  const list = JSON.stringify(rows);
  const stored = await transaction.execute<{ id: string; record_id: string }>(sql`
    insert into record_log (retention, day, workspace_id, flow_id, run_id, version, record_id, key, label, state, leaves,
      destination_ids, error_node, error_code, error_message, error_fingerprint, attempt, at, duration_ms, payload_id, payload_index)
    select ${place.retention}::smallint, ${place.day}::date, ${place.workspaceId}::uuid, ${place.flowId}::uuid, r."runId", r.version,
      r."recordId", r.key, r.label, r.state, r.leaves, array(select json_array_elements_text(r."destinationIds")),
      r."errorNode", r."errorCode", r."errorMessage", r."errorFingerprint", r.attempt, ${place.at.toISOString()}::timestamptz,
      r."durationMs", case when r."payloadIndex" is null then null else ${payloadId ?? null}::bigint end, r."payloadIndex"
    from json_to_recordset(${list}::json) as r("runId" uuid, version int, "recordId" text, key text, label text, state text,
      leaves json, "destinationIds" json, "errorNode" text, "errorCode" text, "errorMessage" text, "errorFingerprint" text,
      attempt int, "durationMs" int, "payloadIndex" smallint)
    returning id, record_id`);
  if (stored.length !== rows.length)
    throw new Error(`${rows.length} log rows were to be stored and ${stored.length} were.`);
  return new Map(stored.map((row) => [row.record_id, Number(row.id)]));
}

/** Where an earlier row of the log lies. */
export interface LogPointer {
  readonly retention: number;
  readonly day: string;
  readonly id: number;
}

/** Says of earlier rows that a later walk of the same record follows them. */
export async function supersedeLogRows(
  transaction: Queryable,
  pointers: readonly LogPointer[],
): Promise<void> {
  if (pointers.length === 0) return;
  await transaction.execute(sql`
    update record_log l set latest = false
    from json_to_recordset(${JSON.stringify(pointers)}::json) as p(retention smallint, day date, id bigint)
    where l.retention = p.retention and l.day = p.day and l.id = p.id`);
}
