import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import type { RecordPlace } from "./list-records.ts";

/** A row of the record log with its sealed contents. */
export interface LoggedRow {
  readonly workspaceId: string;
  readonly flowId: string;
  readonly runId: string;
  readonly version: number;
  readonly recordId: string;
  readonly leaves: unknown;
  readonly at: Date;
  /** Undefined when its contents are not kept. */
  readonly contents:
    | { readonly payload: Uint8Array; readonly dataKeyId: number; readonly index: number }
    | undefined;
}

/** One walk of a record as the log keeps it; undefined when it is not there (any more). */
export async function findLoggedRecord(
  database: Queryable,
  workspaceId: string,
  place: RecordPlace,
): Promise<LoggedRow | undefined> {
  const rows = await database.execute<{
    flow_id: string;
    run_id: string;
    version: number;
    record_id: string;
    leaves: unknown;
    at: string;
    payload: Uint8Array | null;
    data_key_id: string | null;
    payload_index: number | null;
  }>(sql`
    select l.flow_id, l.run_id, l.version, l.record_id, l.leaves, l.at, p.payload, p.data_key_id, l.payload_index
    from record_log l
    left join record_payload p on p.retention = l.retention and p.day = l.day and p.id = l.payload_id
    where l.workspace_id = ${workspaceId} and l.retention = ${place.retention} and l.day = ${place.day} and l.id = ${place.id}`);
  const row = rows[0];
  if (!row) return undefined;
  const isKept = row.payload !== null && row.data_key_id !== null && row.payload_index !== null;
  return {
    workspaceId,
    flowId: row.flow_id,
    runId: row.run_id,
    version: row.version,
    recordId: row.record_id,
    leaves: row.leaves,
    at: new Date(row.at),
    contents: isKept
      ? {
          payload: row.payload as Uint8Array,
          dataKeyId: Number(row.data_key_id),
          index: Number(row.payload_index),
        }
      : undefined,
  };
}
