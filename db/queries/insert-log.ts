import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { listOf, listOrNull, prepared } from "../prepared.ts";
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
  /** Position in the payload. */
  readonly payloadIndex: number;
}

/** The contents of records that were settled together, sealed. */
export interface SealedContents {
  readonly count: number;
  readonly payload: Uint8Array;
  readonly dataKeyId: number;
}

/** Adds rows to the record log, with their contents. Answers the id of each, by record id. */
export async function insertLog(
  transaction: Queryable,
  place: LogPlace,
  rows: readonly LogRow[],
  contents: SealedContents,
): Promise<ReadonlyMap<string, number>> {
  const at = place.at.toISOString();
  const texts = (read: (row: LogRow) => string | number | null) => listOrNull(rows.map(read));
  const stored = await transaction.execute<{ id: string; record_id: string }>(sql`${prepared}
    with contents as (
      insert into record_payload (retention, day, workspace_id, flow_id, data_key_id, count, payload, at)
      values (${place.retention}::smallint, ${place.day}::date, ${place.workspaceId}::uuid, ${place.flowId}::uuid,
        ${contents.dataKeyId}::bigint, ${contents.count}::smallint, ${contents.payload}::bytea, ${at}::timestamptz)
      returning id
    )
    insert into record_log (retention, day, workspace_id, flow_id, run_id, version, record_id, key, label, state, leaves,
      destination_ids, error_node, error_code, error_message, error_fingerprint, attempt, at, duration_ms, payload_id, payload_index)
    select ${place.retention}::smallint, ${place.day}::date, ${place.workspaceId}::uuid, ${place.flowId}::uuid, r.run_id, r.version,
      r.record_id, r.key, r.label, r.state, r.leaves::json, coalesce(r.destination_ids::text[], '{}'), r.error_node, r.error_code,
      r.error_message, r.error_fingerprint, r.attempt, ${at}::timestamptz, r.duration_ms, contents.id, r.payload_index
    from contents, unnest(${texts((row) => row.runId)}::uuid[], ${texts((row) => row.version)}::int[],
      ${texts((row) => row.recordId)}::text[], ${texts((row) => row.key)}::text[], ${texts((row) => row.label)}::text[],
      ${texts((row) => row.state)}::text[], ${texts((row) => JSON.stringify(row.leaves))}::text[],
      ${texts((row) => (row.destinationIds.length === 0 ? null : listOf(row.destinationIds)))}::text[],
      ${texts((row) => row.errorNode)}::text[], ${texts((row) => row.errorCode)}::text[],
      ${texts((row) => row.errorMessage)}::text[], ${texts((row) => row.errorFingerprint)}::text[],
      ${texts((row) => row.attempt)}::int[], ${texts((row) => row.durationMs)}::int[],
      ${texts((row) => row.payloadIndex)}::smallint[])
      as r(run_id, version, record_id, key, label, state, leaves, destination_ids, error_node, error_code, error_message,
        error_fingerprint, attempt, duration_ms, payload_index)
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
