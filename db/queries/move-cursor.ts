import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import type { CursorPlace } from "./find-cursor.ts";

/** Moves a cursor. Call it in the transaction that queues what lies before it. */
export async function moveCursor(
  transaction: Queryable,
  place: CursorPlace,
  to: { readonly value: unknown; readonly overlap: unknown; readonly runId: string | null },
): Promise<void> {
  await transaction.execute(sql`
    insert into cursor (workspace_id, flow_id, connection, resource, value, overlap, run_id)
    values (${place.workspaceId}, ${place.flowId}, ${place.connection}, ${place.resource},
      ${JSON.stringify(to.value ?? null)}::json, ${JSON.stringify(to.overlap)}::json, ${to.runId})
    on conflict (flow_id, connection, resource) do update
    set value = excluded.value, overlap = excluded.overlap, run_id = excluded.run_id, updated_at = clock_timestamp()`);
}

/** Moves the cursor that a backfill has for itself. Call it in the transaction that queues what lies before it. */
export async function moveRunCursor(
  transaction: Queryable,
  runId: string,
  to: { readonly value: unknown; readonly overlap: unknown },
): Promise<void> {
  await transaction.execute(sql`
    update run set cursor_to = ${JSON.stringify({ value: to.value ?? null, overlap: to.overlap })}::json where id = ${runId}`);
}

/** Notes where a cursor stands at the end of a run, or where a person put it. */
export async function noteCursor(
  transaction: Queryable,
  place: CursorPlace,
  move: "run" | "activation" | "rewind",
  by: { readonly runId?: string; readonly userId?: string },
): Promise<void> {
  await transaction.execute(sql`
    insert into cursor_history (workspace_id, flow_id, connection, resource, value, move, run_id, moved_by)
    select workspace_id, flow_id, connection, resource, value, ${move}, ${by.runId ?? null}::uuid, ${by.userId ?? null}::uuid from cursor
    where flow_id = ${place.flowId} and connection = ${place.connection} and resource = ${place.resource}`);
}
