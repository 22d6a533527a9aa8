import { ConnectorError, type FindRequest, type FoundRecord } from "@trasvase/shared/connector.ts";
import { isJsonObject } from "@trasvase/shared/json.ts";
import { parseOptions } from "../parse-options.ts";
import { parseJson } from "../read-json.ts";
import { findTable, quote, quoteTable } from "./columns.ts";
import { tableFindOptions } from "./definition.ts";
import { type Pool, refuseOwnDatabase } from "./pools.ts";
import { run } from "./statement.ts";
import { idColumns, idExpression, listLiteral } from "./values.ts";

/** More rows for one value than this are as good as too many: the match is ambiguous either way. */
const mostMatches = 10;

/** Finds rows by the text of their columns, all values in one statement. */
export async function findRows(
  pool: Pool,
  request: FindRequest,
): Promise<readonly (readonly FoundRecord[])[]> {
  await refuseOwnDatabase(pool);
  const { schema, table: name } = parseOptions(tableFindOptions.loose(), request.options);
  const table = await findTable(pool, schema, name);
  for (const values of request.values) refuseEmpty(request.fields, values);
  const types = request.fields.map((field) => {
    const column = table.columns.get(field);
    if (column) return column.type;
    throw new ConnectorError(
      "rejected",
      "no-column",
      `The table "${name}" has no column "${field}". Match by one of its columns: ${[...table.columns.keys()].slice(0, 30).join(", ")}.`,
    );
  });
  const lists = request.fields.map((_, index) =>
    listLiteral(request.values.map((values) => String(values[index]))),
  );
  const asked = request.fields.map((_, index) => `c${index}`);
  const same = request.fields.map((field, index) => `t.${quote(field)} = w.c${index}::${types[index]}`);
  const rows = await run<{ place: number; id: string; data: string }>(
    pool.sql,
    `select w.place::int as place, t.id, t.data
    from unnest(${asked.map((_, index) => `$${index + 1}::text[]`).join(", ")}) with ordinality as w(${[...asked, "place"].join(", ")})
    cross join lateral (select ${idExpression(idColumns(table, request.fields), "t")} as id, to_json(t)::text as data
      from ${quoteTable(table)} as t where ${same.join(" and ")} limit ${mostMatches}) as t`,
    lists,
    request.signal,
  );
  const found: FoundRecord[][] = request.values.map(() => []);
  for (const { place, id, data } of rows) {
    const record = parseJson(data);
    found[place - 1]?.push({ id, data: isJsonObject(record) ? record : {} });
  }
  return found;
}

function refuseEmpty(fields: readonly string[], values: readonly unknown[]): void {
  const empty = fields.find((_, index) => {
    const value = values[index];
    return value === undefined || value === null || String(value).trim() === "";
  });
  if (empty === undefined) return;
  throw new ConnectorError("rejected", "empty-match", `Nothing is looked for where "${empty}" is empty.`);
}
