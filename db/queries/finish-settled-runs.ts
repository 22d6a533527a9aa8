import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { finishRun } from "./finish-run.ts";

/** Ends runs whose last record was settled by a worker that did not come to say so. Answers how many. */
export async function finishSettledRuns(database: Queryable): Promise<number> {
  const rows = await database.execute<{ id: string }>(sql`
    select id from run where state = 'running' and read_at is not null`);
  let ended = 0;
  for (const { id } of rows) if (await finishRun(database, id)) ended++;
  return ended;
}
