import { and, eq, sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { connection } from "../schema/connection.ts";

/** What changes of a connection; what is left out stays. */
export interface ConnectionChange {
  readonly title?: string;
  readonly settings?: unknown;
  /** Sealed. */
  readonly secrets?: Uint8Array | null;
  readonly secretKeyId?: string | null;
}

/** Changes a connection at the revision that was read; it counts as untested afterwards. False: it changed meanwhile. */
export async function changeConnection(
  database: Queryable,
  place: { readonly workspaceId: string; readonly name: string; readonly revision: number },
  change: ConnectionChange,
): Promise<boolean> {
  const untested = { state: "untested" as const, stateReason: null, checkedAt: null };
  const rows = await database
    .update(connection)
    .set({
      ...change,
      ...(change.settings === undefined && change.secrets === undefined ? {} : untested),
      revision: sql`${connection.revision} + 1`,
      updatedAt: sql`now()`,
    })
    .where(
      and(
        eq(connection.workspaceId, place.workspaceId),
        eq(connection.name, place.name),
        eq(connection.revision, place.revision),
      ),
    )
    .returning({ id: connection.id });
  return rows.length > 0;
}
