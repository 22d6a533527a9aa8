import { sql } from "drizzle-orm";
import type { Database } from "../client.ts";
import type { CursorPlace } from "./find-cursor.ts";
import { isBeingRead } from "./list-cursor-history.ts";
import { moveCursor, noteCursor } from "./move-cursor.ts";

/** Where a person puts a cursor: back to where it stood, or nowhere, so that reading begins as `start` says. */
export type Rewind =
  | { readonly historyId: number }
  | { readonly start: { readonly from: string; readonly date?: string } };

/**
 * Puts a cursor elsewhere, in one transaction with the note of it. `reading`: a run is reading just now and would move it on. `gone`:
 * there is no such entry in its history.
 */
export async function rewindCursor(
  database: Database,
  place: CursorPlace,
  { to, userId }: { readonly to: Rewind; readonly userId: string },
): Promise<"moved" | "reading" | "gone"> {
  return await database.transaction(async (transaction) => {
    // Against a run that is started meanwhile: it inserts beside this lock, and is seen by the check or begins after it.
    await transaction.execute(sql`select from flow where id = ${place.flowId} for update`);
    if (await isBeingRead(transaction, place.flowId)) return "reading";
    if ("start" in to) {
      await transaction.execute(sql`
        delete from cursor where flow_id = ${place.flowId} and connection = ${place.connection} and resource = ${place.resource}`);
      await transaction.execute(sql`
        update flow set settings = (settings::jsonb || ${JSON.stringify({ start: to.start })}::jsonb)::json where id = ${place.flowId}`);
      await transaction.execute(sql`
        insert into cursor_history (workspace_id, flow_id, connection, resource, value, move, moved_by)
        values (${place.workspaceId}, ${place.flowId}, ${place.connection}, ${place.resource}, null, 'rewind', ${userId})`);
      return "moved";
    }
    const rows = await transaction.execute<{ value: unknown }>(sql`
      select value from cursor_history where id = ${to.historyId} and flow_id = ${place.flowId}
        and connection = ${place.connection} and resource = ${place.resource} and value is not null`);
    const before = rows[0];
    if (!before) return "gone";
    // Nothing counts as read already: that is what a rewind is for.
    await moveCursor(transaction, place, { value: before.value, overlap: [], runId: null });
    await noteCursor(transaction, place, "rewind", { userId });
    return "moved";
  });
}
