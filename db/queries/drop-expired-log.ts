import { sql } from "drizzle-orm";
import type { Database } from "../client.ts";
import { RETENTION_CLASSES } from "../schema/flow.ts";
import { logDay } from "./ensure-log-partition.ts";

/** What a round of retention removed. */
export interface ExpiredLog {
  readonly partitions: readonly string[];
  readonly dataKeys: number;
}

/**
 * Drops the days of the record log that are older than their class allows, then the data keys that no payload uses any more.
 * What is owed lies in other tables (chunk, owed_record, delivery) and is never touched: it stays complete and readable.
 * May be interrupted and repeated at any time; one partition at a time, so that nobody waits long.
 */
export async function dropExpiredLog(database: Database, now: Date): Promise<ExpiredLog> {
  const partitions: string[] = [];
  for (const retention of RETENTION_CLASSES) {
    const oldestKept = logDay(new Date(now.getTime() - retention * 86_400_000)).replaceAll("-", "");
    for (const table of ["record_log", "record_payload"]) {
      for (const name of await partitionsOf(database, `${table}_${retention}`)) {
        const day = name.slice(`${table}_${retention}_`.length);
        if (!/^\d{8}$/.test(day) || day >= oldestKept) continue;
        await dropPartition(database, name);
        partitions.push(name);
      }
    }
  }
  return { partitions, dataKeys: await deleteUnusedDataKeys(database) };
}

async function partitionsOf(database: Database, parent: string): Promise<string[]> {
  const rows = await database.execute<{ name: string }>(sql`
    select child.relname as name from pg_inherits
    join pg_class child on child.oid = inhrelid
    where inhparent = to_regclass(${parent}) order by 1`);
  return rows.map((row) => row.name);
}

/** Dropping locks the whole log: rather give up and come back than let readers and writers queue up behind a long query. */
async function dropPartition(database: Database, name: string): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.execute(sql`set local lock_timeout = '2s'`);
    await transaction.execute(sql`drop table if exists ${sql.identifier(name)}`);
  });
}

/** Keys of the last two days stay, used or not: a process may be about to encrypt with one. */
async function deleteUnusedDataKeys(database: Database): Promise<number> {
  const deleted = await database.execute(sql`
    delete from data_key k
    where k.day < (clock_timestamp() at time zone 'utc')::date - 2
      and not exists (select from chunk c where c.flow_id = k.flow_id and c.data_key_id = k.id)
      and not exists (select from owed_record o where o.data_key_id = k.id)
      and not exists (select from sample s where s.data_key_id = k.id)
      and not exists (select from heard_push h where h.data_key_id = k.id)
      and not exists (select from flow_case f where f.data_key_id = k.id)
      and not exists (select from record_payload p where p.data_key_id = k.id)`);
  return deleted.count;
}
