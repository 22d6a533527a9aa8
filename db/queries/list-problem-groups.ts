import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";

/** Rejected records that failed in the same way. */
export interface ListedProblemGroup {
  readonly flowId: string;
  readonly flowName: string;
  readonly version: number;
  readonly fingerprint: string;
  readonly node: string;
  readonly message: string;
  readonly count: number;
  readonly since: Date;
  readonly last: Date;
  readonly keys: readonly string[];
}

/** The groups of rejected records of a workspace, or of one flow, the largest first. */
export async function listProblemGroups(
  database: Queryable,
  workspaceId: string,
  flowId?: string,
): Promise<readonly ListedProblemGroup[]> {
  const one = flowId === undefined ? sql`` : sql` and d.flow_id = ${flowId}`;
  const rows = await database.execute<{ [Key in keyof ListedProblemGroup]: ListedProblemGroup[Key] }>(sql`
    select d.flow_id as "flowId", f.name as "flowName", max(o.version) as version, d.error_fingerprint as fingerprint,
      min(d.node) as node, coalesce((array_agg(d.error_message order by d.id desc))[1], '') as message,
      count(distinct d.record_id)::int as count, min(d.created_at) as since, max(d.updated_at) as last,
      (array_agg(d.key order by d.id desc))[1:3] as keys
    from delivery d
    join owed_record o on o.flow_id = d.flow_id and o.record_id = d.record_id
    join flow f on f.id = d.flow_id and f.deleted_at is null
    where d.workspace_id = ${workspaceId} and d.state = 'rejected' and d.error_fingerprint is not null${one}
    group by d.flow_id, f.name, d.error_fingerprint
    order by count desc, last desc
    limit 100`);
  return rows.map((row) => ({ ...row, since: new Date(row.since), last: new Date(row.last) }));
}
