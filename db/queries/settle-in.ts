import { sql } from "drizzle-orm";
import type { Database } from "../client.ts";

/**
 * Notes where this database is used: its own cluster and, for an embedded one, its data folder (null: leave that as it is). When that is
 * not where it was used last, it is a copy or a restored backup: every active flow is paused with the reason given, for what waits in it
 * may have been sent already, or is being sent by the original. Answers the names of the flows it paused; undefined when it is where it was.
 */
export async function settleIn(
  database: Database,
  folder: string | null,
  reason: string,
): Promise<readonly string[] | undefined> {
  const cluster = await clusterOf(database);
  return await database.transaction(async (transaction) => {
    // Of several servers that start at once, the first one finds out.
    await transaction.execute(sql`lock table installation in exclusive mode`);
    const [before] = await transaction.execute<{ cluster: string; folder: string | null }>(
      sql`select cluster, folder from installation`,
    );
    await transaction.execute(sql`
      insert into installation (cluster, folder) values (${cluster}, ${folder})
      on conflict (id) do update set cluster = excluded.cluster, folder = coalesce(excluded.folder, installation.folder),
        seen_at = clock_timestamp()`);
    const isKnownFolder = folder === null || !before?.folder || before.folder === folder;
    if (!before || (before.cluster === cluster && isKnownFolder)) return undefined;
    const paused = await transaction.execute<{ name: string }>(sql`
      update flow set state = 'paused', pause_reason = ${reason}, paused_at = clock_timestamp(), updated_at = clock_timestamp()
      where state = 'active' and deleted_at is null returning name`);
    return paused.map((row) => row.name);
  });
}

/** The cluster's own number, made with it; where a server does not tell it, the name of the database has to do. */
async function clusterOf(database: Database): Promise<string> {
  try {
    const [row] = await database.execute<{ id: string }>(
      sql`select system_identifier::text as id from pg_control_system()`,
    );
    if (row) return row.id;
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    // There is no such function, or not for us.
    if (code !== "42883" && code !== "42501") throw error;
  }
  const [row] = await database.execute<{ id: string }>(sql`select current_database() as id`);
  return row?.id ?? "";
}
