import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import type { LinkQuestion } from "./find-links.ts";

/** A link as it is to be from now on; `targetId` null cuts it. */
export interface LinkToKeep {
  readonly targetConnection: string;
  readonly targetResource: string;
  readonly sourceKey: string;
  readonly targetId: string | null;
  /** Of what was last sent; null when nothing is known to be equal. */
  readonly sentHash: string | null;
}

/** Stores and cuts links of one source. In the order of their key, so that two lanes never wait for each other. */
export async function changeLinks(
  transaction: Queryable,
  place: Pick<LinkQuestion, "workspaceId" | "source"> & { readonly flowId: string },
  links: readonly LinkToKeep[],
): Promise<void> {
  const { workspaceId, flowId, source } = place;
  const kept = links.filter((one) => one.targetId !== null);
  const cut = links.filter((one) => one.targetId === null);
  const columns = sql`("targetConnection" text, "targetResource" text, "sourceKey" text, "targetId" text, "sentHash" text)`;
  if (kept.length > 0) {
    await transaction.execute(sql`
      insert into link (workspace_id, source_connection, source_resource, source_key, target_connection, target_resource,
        target_id, sent_hash, flow_id)
      select ${workspaceId}::uuid, ${source.connection}::text, ${source.resource}::text, l."sourceKey", l."targetConnection",
        l."targetResource", l."targetId", convert_to(l."sentHash", 'UTF8'), ${flowId}::uuid
      from json_to_recordset(${JSON.stringify(kept)}::json) as l${columns}
      order by 5, 6, 4
      on conflict (workspace_id, target_connection, target_resource, source_connection, source_resource, source_key)
      do update set target_id = excluded.target_id, sent_hash = excluded.sent_hash, flow_id = excluded.flow_id,
        updated_at = now()`);
  }
  if (cut.length > 0) {
    await transaction.execute(sql`
      delete from link k using json_to_recordset(${JSON.stringify(cut)}::json) as l${columns}
      where k.workspace_id = ${workspaceId} and k.source_connection = ${source.connection}
        and k.source_resource = ${source.resource} and k.source_key = l."sourceKey"
        and k.target_connection = l."targetConnection" and k.target_resource = l."targetResource"`);
  }
}
