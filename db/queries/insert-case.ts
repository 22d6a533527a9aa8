import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { newId } from "../id.ts";

/** A case to be kept with a flow; its contents sealed. */
export interface CaseToKeep {
  readonly workspaceId: string;
  readonly flowId: string;
  readonly name: string;
  readonly payload: Uint8Array;
  readonly dataKeyId: number;
  readonly userId: string;
}

/** Keeps a case; answers its id, or undefined when the flow has `most` already. */
export async function insertCase(
  database: Queryable,
  kept: CaseToKeep,
  most: number,
): Promise<string | undefined> {
  const rows = await database.execute<{ id: string }>(sql`
    insert into flow_case (id, workspace_id, flow_id, name, payload, data_key_id, created_by)
    select ${newId()}, ${kept.workspaceId}, ${kept.flowId}, ${kept.name}, ${kept.payload}, ${kept.dataKeyId}, ${kept.userId}
    where (select count(*) from flow_case where flow_id = ${kept.flowId} and deleted_at is null) < ${most}
    returning id`);
  return rows[0]?.id;
}
