import { sql } from "drizzle-orm";
import type { Database } from "../client.ts";
import type { RetentionClass } from "../schema/flow.ts";

/** Partitions this process knows to exist. A dropped one is long past; nothing is logged for its day any more. */
const known = new WeakMap<Database, Set<string>>();

/**
 * Makes sure that the record log can take rows of a UTC day (`2026-11-23`) in a retention class. Call it before the transaction
 * that logs, not within: making a partition locks the table for a moment. Free after the first call per day and class.
 */
export async function ensureLogPartition(
  database: Database,
  retention: RetentionClass,
  day: string,
): Promise<void> {
  const name = `${retention}_${partitionDay(day)}`;
  const made = known.get(database) ?? new Set<string>();
  known.set(database, made);
  if (made.has(name)) return;
  await database.transaction(async (transaction) => {
    // "If not exists" alone still fails when two processes make the same one at once.
    await transaction.execute(sql`select pg_advisory_xact_lock(hashtext('log partition'))`);
    for (const table of ["record_log", "record_payload"]) {
      await transaction.execute(
        sql.raw(
          `create table if not exists ${table}_${name} partition of ${table}_${retention} for values from ('${day}') to ('${dayAfter(day)}')`,
        ),
      );
    }
  });
  made.add(name);
}

/** The UTC day of a moment, as the log's columns hold it. */
export function logDay(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** Eight digits; throws for anything that is not a day, for it becomes part of a statement. */
function partitionDay(day: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new Error(`"${day}" is not a day of the form 2026-11-23.`);
  return day.replaceAll("-", "");
}

function dayAfter(day: string): string {
  return logDay(new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000));
}
