import type { Database } from "@trasvase/db/client.ts";
import type { Connector, FoundRecord, ReadBatch, ReadRequest } from "@trasvase/shared/connector.ts";
import type { JsonObject } from "@trasvase/shared/json.ts";
import { isJsonObject } from "@trasvase/shared/json.ts";
import { sql } from "drizzle-orm";
import * as z from "zod";

const pageSize = 200;

/**
 * A system whose target is a table of its own, which outlives every process: each write is a row that is never changed, so that what
 * happened twice shows. Its source gives `count` numbered orders of `keys` customers.
 */
export function makeLedgerConnector(
  database: Database,
  orders: { readonly count: number; readonly keys: number },
): Connector {
  const resource = {
    title: "Ledger",
    records: "state" as const,
    repeat: "lookup" as const,
    match: "any" as const,
    fields: [],
    pageSize,
    writeBatch: 50,
  };
  return {
    definition: {
      type: "ledger",
      title: "Ledger",
      summary: "A table that remembers every write.",
      settings: z.object({}),
      secrets: z.object({}),
      resources: [
        { ...resource, name: "orders", readable: true, writable: false, key: "customer" },
        { ...resource, name: "entries", readable: true, writable: true },
      ],
    },
    async openReader() {
      return {
        check: async () => [],
        read: (request) => readOrders(orders, request),
        find: async ({ values }) =>
          await Promise.all(values.map(([value]) => findEntries(database, String(value)))),
        describe: (intent) => [{ method: "WRITE", url: intent.resource, headers: {}, body: intent.data }],
        placeholders: () => ({}),
        close: async () => {},
      };
    },
    async openWriter() {
      return {
        write: async (intents) => {
          const rows = intents.map(({ action, data, id }) => ({ action, arrival: id, data }));
          const stored = await database.execute<{ id: string; place: number }>(sql`
            insert into ledger (action, arrival, ref, data)
            select r.action, r.arrival, r.data->>'ref', r.data from json_to_recordset(${JSON.stringify(rows)}::json)
              as r(action text, arrival text, data json)
            returning id::text, ref`);
          return intents.map(({ data, target }, index) => ({
            kind: "written" as const,
            id: target?.id ?? stored[index]?.id ?? "",
            data: isJsonObject(data) ? data : {},
          }));
        },
        flush: async () => {},
        close: async () => {},
      };
    },
  };
}

/** Makes the table; once per test database. */
export async function makeLedger(database: Database): Promise<void> {
  await database.execute(sql`
    create table ledger (id bigserial primary key, action text, arrival text, ref text, data json)`);
}

async function findEntries(database: Database, ref: string): Promise<readonly FoundRecord[]> {
  const rows = await database.execute<{ id: string; data: JsonObject }>(sql`
    select id::text, data from ledger where ref = ${ref} and action = 'create' order by id`);
  return rows.map((row) => ({ id: row.id, data: row.data }));
}

async function* readOrders(
  { count, keys }: { readonly count: number; readonly keys: number },
  { cursor }: ReadRequest,
): AsyncGenerator<ReadBatch> {
  for (let from = typeof cursor === "number" ? cursor : 0; from < count; from += pageSize) {
    const to = Math.min(count, from + pageSize);
    const numbers = Array.from({ length: to - from }, (_, index) => from + index);
    yield { records: numbers.map((n) => ({ data: { number: n, customer: `C${n % keys}` } })), cursor: to };
  }
}
