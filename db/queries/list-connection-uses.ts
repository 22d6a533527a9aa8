import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";

/** Which flows name which connection, in their draft or their active version. */
export async function listConnectionUses(
  database: Queryable,
  workspaceId: string,
): Promise<readonly { readonly connection: string; readonly flowId: string; readonly flowName: string }[]> {
  const rows = await database.execute<{ connection: string; flowId: string; flowName: string }>(sql`
    select distinct node.value->'config'->>'connection' as connection, f.id as "flowId", f.name as "flowName"
    from flow f
    left join flow_version v on v.flow_id = f.id and v.number = f.active_version
    cross join lateral (
      select value from json_each(f.draft->'nodes') union all select value from json_each(v.graph->'nodes')
    ) node
    where f.workspace_id = ${workspaceId} and f.deleted_at is null
      and coalesce(node.value->'config'->>'connection', '') <> ''
    order by "flowName", "flowId"`);
  return [...rows];
}
