import type { OutcomeKind } from "@trasvase/shared/outcome.ts";
import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { listOf } from "../prepared.ts";
import type { RetentionClass } from "../schema/flow.ts";

/** A row of the record log with the names around it. */
export interface ListedRecord {
  readonly retention: RetentionClass;
  readonly day: string;
  readonly id: number;
  readonly flowId: string;
  readonly flowName: string;
  readonly runId: string;
  readonly version: number;
  readonly recordId: string;
  readonly key: string;
  readonly label: string | null;
  readonly state: OutcomeKind;
  readonly leaves: unknown;
  readonly errorNode: string | null;
  readonly errorMessage: string | null;
  readonly attempt: number;
  readonly at: Date;
  readonly durationMs: number | null;
}

/** Where a row stands in the log. */
export interface RecordPlace {
  readonly retention: number;
  readonly day: string;
  readonly id: number;
}

/** Which records are listed: their latest walk each. */
export interface RecordFilter {
  readonly place?: RecordPlace;
  /** Beginning of the business key, or the id of a record it became. */
  readonly text?: string;
  /** What is kept in the place of `text` where keys are personal. */
  readonly hidden?: string;
  readonly flow?: string;
  readonly run?: string;
  readonly outcome?: OutcomeKind;
  readonly open?: boolean;
  readonly node?: string;
  /** The id of the last row of the page before. */
  readonly after?: number;
  readonly limit: number;
}

/** The record log of a workspace, the newest first: all partitions draw their ids from one sequence. A record that was walked again appears once, with its latest walk. */
export async function listRecords(
  database: Queryable,
  workspaceId: string,
  filter: RecordFilter,
): Promise<readonly ListedRecord[]> {
  const conditions = [sql`l.workspace_id = ${workspaceId}`];
  if (filter.place) {
    const { retention, day, id } = filter.place;
    conditions.push(sql`l.retention = ${retention} and l.day = ${day} and l.id = ${id}`);
  } else conditions.push(sql`l.latest`);
  if (filter.text !== undefined) {
    const beginning = `${filter.text.replace(/[\\%_]/g, "\\$&")}%`;
    const hidden = filter.hidden ?? filter.text;
    conditions.push(
      sql`(l.key like ${beginning} or l.key = ${hidden} or l.destination_ids @> ${listOf([filter.text])}::text[])`,
    );
  }
  if (filter.flow !== undefined) conditions.push(sql`l.flow_id = ${filter.flow}`);
  if (filter.run !== undefined) conditions.push(sql`l.run_id = ${filter.run}`);
  if (filter.outcome !== undefined) conditions.push(sql`l.state = ${filter.outcome}`);
  if (filter.open) {
    conditions.push(
      sql`l.state = 'rejected' and exists (select 1 from delivery d where d.flow_id = l.flow_id and d.record_id = l.record_id and d.state = 'rejected')`,
    );
  }
  if (filter.node !== undefined) conditions.push(sql`l.error_node = ${filter.node}`);
  if (filter.after !== undefined) conditions.push(sql`l.id < ${filter.after}`);
  const rows = await database.execute<{ [Key in keyof ListedRecord]: ListedRecord[Key] }>(sql`
    select l.retention, to_char(l.day, 'YYYY-MM-DD') as day, l.id::float8 as id, l.flow_id as "flowId",
      coalesce(f.name, '') as "flowName", l.run_id as "runId", l.version, l.record_id as "recordId", l.key, l.label,
      l.state, l.leaves, l.error_node as "errorNode", l.error_message as "errorMessage", l.attempt, l.at,
      l.duration_ms as "durationMs"
    from record_log l
    left join flow f on f.id = l.flow_id
    where ${sql.join(conditions, sql` and `)}
    order by l.id desc
    limit ${filter.limit}`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}
