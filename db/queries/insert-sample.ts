import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { newId } from "../id.ts";

/** A sample to be kept with a flow; its contents sealed. */
export interface SampleToKeep {
  readonly workspaceId: string;
  readonly flowId: string;
  readonly name: string;
  readonly payload: Uint8Array;
  readonly dataKeyId: number;
  readonly masked: boolean;
  readonly userId: string;
}

/** Keeps a sample; answers its id, or undefined when the flow has `most` already. */
export async function insertSample(
  database: Queryable,
  sample: SampleToKeep,
  most: number,
): Promise<string | undefined> {
  const rows = await database.execute<{ id: string }>(sql`
    insert into sample (id, workspace_id, flow_id, name, payload, data_key_id, masked, created_by)
    select ${newId()}, ${sample.workspaceId}, ${sample.flowId}, ${sample.name}, ${sample.payload}, ${sample.dataKeyId},
      ${sample.masked}, ${sample.userId}
    where (select count(*) from sample where flow_id = ${sample.flowId} and deleted_at is null) < ${most}
    returning id`);
  return rows[0]?.id;
}
