import { and, eq, sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { connection } from "../schema/connection.ts";

/** Keeps what a check or a run found out about a connection. `reason` is null unless it is broken. */
export async function setConnectionState(
  database: Queryable,
  place: { readonly workspaceId: string; readonly name: string },
  state: "working" | "broken",
  reason: string | null,
): Promise<void> {
  await database
    .update(connection)
    .set({ state, stateReason: reason, checkedAt: sql`now()` })
    .where(and(eq(connection.workspaceId, place.workspaceId), eq(connection.name, place.name)));
}
