import type { WriteIntent, WriteResult, Writer } from "@trasvase/shared/connector.ts";
import { isJsonObject, type JsonObject } from "@trasvase/shared/json.ts";
import { transientResult } from "../answer.ts";
import { parseOptions } from "../parse-options.ts";
import { findTable, type Table } from "./columns.ts";
import { tableWriteOptions } from "./definition.ts";
import { type Pool, refuseOwnDatabase } from "./pools.ts";
import { run } from "./statement.ts";
import { codeOf, isAboutContents, isCutOff, troubleOf } from "./trouble.ts";
import { idColumns } from "./values.ts";
import { type Bulk, insertOf, type Statement, updateOf } from "./write-statements.ts";

/** Tables are looked at anew after this long, so that a new column is found without a restart. */
const tableKnownMs = 60_000;

/** Writes rows, many per statement. Each statement is a transaction of its own, so that it holds for all its rows or for none. */
export function openRowWriter(pool: Pool): Writer {
  const tables = new Map<string, { readonly table: Promise<Table>; readonly until: number }>();

  function tableOf(schema: string, name: string): Promise<Table> {
    const place = JSON.stringify([schema, name]);
    const known = tables.get(place);
    if (known && performance.now() < known.until) return known.table;
    const table = findTable(pool, schema, name);
    tables.set(place, { table, until: performance.now() + tableKnownMs });
    table.catch(() => tables.delete(place));
    return table;
  }

  async function writeGroup(
    group: readonly Numbered[],
    results: (WriteResult | undefined)[],
    signal: AbortSignal,
  ) {
    const [first] = group;
    if (!first) return;
    const { schema, table: name, repeatColumn } = parseOptions(tableWriteOptions, first.intent.options);
    const table = await tableOf(schema, name);
    const bulk: Bulk = { table, intents: group.map((one) => one.intent), repeatColumn };
    const refused = refusalOf(bulk);
    const done = refused ? group.map(() => refused) : await writeBulk(pool, bulk, signal);
    group.forEach(({ index }, at) => {
      results[index] = done[at];
    });
  }

  return {
    async write(intents, signal) {
      try {
        await refuseOwnDatabase(pool);
      } catch (error) {
        throw troubleOf(error, pool);
      }
      const results: (WriteResult | undefined)[] = intents.map(() => undefined);
      for (const group of groupAlike(intents)) {
        try {
          await writeGroup(group, results, signal);
        } catch (error) {
          const failed = resultOf(error, pool, signal);
          for (const { index } of group) results[index] = failed;
        }
      }
      return results.map(
        (result) => result ?? transientResult("unanswered", "The server did not answer.", undefined),
      );
    },
    async flush() {},
    async close() {
      pool.release();
    },
  };
}

/** An intent with its place among those given. */
interface Numbered {
  readonly intent: WriteIntent;
  readonly index: number;
}

/** Intents that one statement can carry out: the same action on the same table with the same columns. */
function groupAlike(intents: readonly WriteIntent[]): readonly (readonly Numbered[])[] {
  const groups = new Map<string, Numbered[]>();
  intents.forEach((intent, index) => {
    const columns = isJsonObject(intent.data) ? Object.keys(intent.data) : [];
    const name = JSON.stringify([
      intent.action,
      intent.match ?? [],
      intent.upsert ?? false,
      intent.options,
      columns,
    ]);
    const own = groups.get(name);
    if (own) own.push({ intent, index });
    else groups.set(name, [{ intent, index }]);
  });
  return [...groups.values()];
}

/** Why none of a bulk can be written as it is. */
function refusalOf({ intents, repeatColumn, table }: Bulk): WriteResult | undefined {
  const [first] = intents;
  if (!first || !isJsonObject(first.data)) {
    return rejected("not-an-object", "Only an object can become a row: its members are the columns.");
  }
  for (const name of Object.keys(first.data)) {
    const column = table.columns.get(name);
    if (column && !column.isComputed) continue;
    const known = [...table.columns.values()].filter((one) => !one.isComputed).map((one) => one.name);
    return rejected(
      "no-column",
      `The table "${table.name}" has no column "${name}" that can be written. Correct the mapping; there are: ${known.slice(0, 30).join(", ")}.`,
    );
  }
  if (first.action === "create" && (first.match ?? []).length === 0 && repeatColumn === "") {
    return rejected(
      "no-match",
      `Nothing would tell an insert into "${table.name}" from its repetition. Choose match fields in the step, or name a column for the repeat key.`,
    );
  }
  if (first.action === "update" && idColumns(table, []).length === 0) {
    return rejected(
      "no-key",
      `The table "${table.name}" has no primary key, so no row of it can be updated.`,
    );
  }
  return undefined;
}

function rejected(code: string, message: string): WriteResult {
  return { kind: "rejected", code, message };
}

/** Writes rows together. When the server refuses the contents of one, the halves are written apart until it stands alone. */
async function writeBulk(pool: Pool, bulk: Bulk, signal: AbortSignal): Promise<readonly WriteResult[]> {
  const { intents } = bulk;
  const statement = intents[0]?.action === "update" ? updateOf(bulk) : insertOf(bulk);
  try {
    return await execute(pool, bulk, statement, signal);
  } catch (error) {
    if (!isAboutContents(error)) throw error;
    if (intents.length === 1) return [refusedRow(error, bulk, pool)];
    const middle = intents.length >> 1;
    return [
      ...(await writeBulk(pool, { ...bulk, intents: intents.slice(0, middle) }, signal)),
      ...(await writeBulk(pool, { ...bulk, intents: intents.slice(middle) }, signal)),
    ];
  }
}

interface Written {
  readonly place: number;
  readonly made: boolean;
  readonly id: string;
  readonly data: string | null;
}

async function execute(
  pool: Pool,
  bulk: Bulk,
  statement: Statement,
  signal: AbortSignal,
): Promise<readonly WriteResult[]> {
  const rows = await run<Written>(pool.sql, statement.text, statement.parameters, signal);
  const results: (WriteResult | undefined)[] = bulk.intents.map(() => undefined);
  rows.forEach((row, index) => {
    const at = statement.order[row.place ?? index];
    if (at !== undefined) results[at] = writtenOf(row);
  });
  return results.map((result) => result ?? missingResult(bulk));
}

function writtenOf({ data, id, made }: Written): WriteResult {
  const fields: unknown = data === null ? {} : JSON.parse(data);
  const returned: JsonObject = isJsonObject(fields) ? fields : {};
  return { kind: "written", id, data: returned, ...(made ? {} : { existed: true }) };
}

function missingResult({ intents }: Bulk): WriteResult {
  return intents[0]?.action === "update"
    ? rejected("gone", "The row to update is no longer there.")
    : transientResult("unanswered", "The server did not say what became of this row.", undefined);
}

function refusedRow(error: unknown, { intents }: Bulk, pool: Pool): WriteResult {
  const { code, message } = troubleOf(error, pool);
  // Somebody else inserted it since it was looked for; looking again finds it.
  if (codeOf(error) === "23505" && intents[0]?.action === "create" && !intents[0].upsert) {
    return transientResult("exists", `${message}. It is looked up and tried again.`, undefined);
  }
  return rejected(code, `${message}.`);
}

/** What trouble with a whole statement means for its rows. */
function resultOf(error: unknown, pool: Pool, signal: AbortSignal): WriteResult {
  if (isCutOff(error) || (signal.aborted && error === signal.reason)) {
    return {
      kind: "unknown",
      code: "cut-off",
      message: `${pool.title}: the connection broke before the answer came.`,
    };
  }
  const trouble = troubleOf(error, pool);
  if (trouble.kind === "broken") throw trouble;
  if (trouble.kind === "rejected") return rejected(trouble.code, trouble.message);
  return transientResult(trouble.code, trouble.message, trouble.retryAfterMs);
}
