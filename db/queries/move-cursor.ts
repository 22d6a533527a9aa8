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

/** Notes where a cursor stands at the end of a run, or where a person put it. */
export async function noteCursor(
  transaction: Queryable,
  place: CursorPlace,
  move: "run" | "activation" | "rewind",
  runId: string | null,
): Promise<void> {
  await transaction.execute(sql`
    insert into cursor_history (workspace_id, flow_id, connection, resource, value, move, run_id)
    select workspace_id, flow_id, connection, resource, value, ${move}, ${runId}::uuid from cursor
    where flow_id = ${place.flowId} and connection = ${place.connection} and resource = ${place.resource}`);
}
