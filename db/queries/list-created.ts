import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";

/** A record of the log with its ends. */
export interface LoggedEnds {
  readonly id: number;
  readonly key: string;
  readonly label: string | null;
  readonly leaves: unknown;
  readonly at: Date;
}

/** Records of a run that became something somewhere, in the order they were settled, behind the id given. */
export async function listCreated(
  database: Queryable,
  place: { readonly workspaceId: string; readonly runId: string },
  page: { readonly after: number; readonly limit: number },
): Promise<readonly LoggedEnds[]> {
  const rows = await database.execute<{ [Key in keyof LoggedEnds]: LoggedEnds[Key] }>(sql`
    select id::float8 as id, key, label, leaves, at from record_log
    where workspace_id = ${place.workspaceId} and run_id = ${place.runId} and latest
      and leaves::jsonb @> '[{"kind":"created"}]' and id > ${page.after}
    order by id limit ${page.limit}`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}
