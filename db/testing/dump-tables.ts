import { sql } from "drizzle-orm";
import type { Database } from "../client.ts";

/** Everything the tables hold, as text: bytes appear as they are, one sign each. For tests that look for what must not be there. */
export async function dumpTables(database: Database, only?: (table: string) => boolean): Promise<string> {
  const tables = await database.execute<{ name: string }>(sql`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1`);
  const texts: string[] = [];
  for (const { name } of tables) {
    if (only && !only(name)) continue;
    const rows = await database.execute<Record<string, unknown>>(sql`select * from ${sql.identifier(name)}`);
    for (const row of rows) texts.push(`${name} ${Object.values(row).map(textOf).join(" ")}`);
  }
  return texts.join("\n");
}

function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("latin1");
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
