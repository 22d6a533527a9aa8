import type { WriteIntent } from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import { quote, quoteTable, type Table } from "./columns.ts";
import { idColumns, idExpression, idTexts, listLiteral, textOf } from "./values.ts";

/** Intents that one statement carries out: the same action and columns, on one table. */
export interface Bulk {
  readonly table: Table;
  readonly intents: readonly WriteIntent[];
  /** Filled with the intent's id; empty: none. */
  readonly repeatColumn: string;
}

/** A statement whose texts never depend on a value, only on names. */
export interface Statement {
  readonly text: string;
  /** One array per column. */
  readonly parameters: readonly string[];
  /** The place of each row among the intents, in the order of the statement. */
  readonly order: readonly number[];
}

/**
 * An insert, or an insert that updates the row that is there by its match fields, in one atomic statement. Rows are taken in the order of
 * their match values, so that two such statements never wait for each other in a circle.
 */
export function insertOf(bulk: Bulk): Statement {
  const { intents, repeatColumn, table } = bulk;
  const [first] = intents;
  const names = columnsOf(intents);
  const match = first?.upsert ? (first.match ?? []) : [];
  const order = orderOf(intents, match);
  const lists = listsOf(table, intents, names, order);
  const columns = [...names];
  if (repeatColumn !== "" && !names.includes(repeatColumn)) {
    columns.push(repeatColumn);
    lists.push(listLiteral(order.map((at) => intents[at]?.id ?? "")));
  }
  const values = columns.map((name, index) => `r.c${index}::${table.columns.get(name)?.type ?? "text"}`);
  const into = columns.length === 0 ? "" : `(${columns.map(quote).join(", ")})`;
  const text = `insert into ${quoteTable(table)} as t ${into}
    select ${values.join(", ")} from ${source(lists.length)} order by r.place
    ${conflictOf(match, names, repeatColumn)}
    returning null::int as place, ${madeOf(match)} as made, ${returning(table, first?.match ?? [], columns)}`;
  return { text, parameters: lists, order };
}

/** An update of rows by their ids. */
export function updateOf({ intents, table }: Bulk): Statement {
  const names = columnsOf(intents);
  const key = idColumns(table, []);
  const order = orderOf(intents, []);
  const ids = order.map((at) => idTexts(intents[at]?.target?.id ?? "", key.length));
  const lists = [
    ...listsOf(table, intents, names, order),
    ...key.map((_, index) => listLiteral(ids.map((texts) => texts?.[index] ?? null))),
  ];
  const typeOf = (name: string) => table.columns.get(name)?.type ?? "text";
  const sets = names.map((name, index) => `${quote(name)} = r.c${index}::${typeOf(name)}`);
  const same = key.map((name, index) => `t.${quote(name)} = r.c${names.length + index}::${typeOf(name)}`);
  const text = `update ${quoteTable(table)} as t set ${sets.join(", ")} from ${source(lists.length)}
    where ${same.join(" and ")} returning (r.place - 1)::int as place, true as made, ${returning(table, key, names)}`;
  return { text, parameters: lists, order };
}

function columnsOf(intents: readonly WriteIntent[]): readonly string[] {
  return Object.keys(objectOf(intents[0]?.data));
}

function objectOf(data: Json | undefined): JsonObject {
  return isJsonObject(data) ? data : {};
}

function orderOf(intents: readonly WriteIntent[], match: readonly string[]): readonly number[] {
  const places = intents.map((_, index) => index);
  if (match.length === 0) return places;
  const texts = intents.map(({ data }) => match.map((name) => String(objectOf(data)[name])).join("\n"));
  return places.sort((a, b) => ((texts[a] ?? "") < (texts[b] ?? "") ? -1 : 1));
}

function listsOf(
  table: Table,
  intents: readonly WriteIntent[],
  names: readonly string[],
  order: readonly number[],
): string[] {
  const objects = order.map((at) => objectOf(intents[at]?.data));
  return names.map((name) => {
    const column = table.columns.get(name);
    return listLiteral(objects.map((data) => (column ? textOf(data[name], column) : null)));
  });
}

function source(count: number): string {
  const lists = Array.from({ length: count }, (_, index) => `$${index + 1}::text[]`);
  const names = Array.from({ length: count }, (_, index) => `c${index}`);
  return `unnest(${lists.join(", ")}) with ordinality as r(${[...names, "place"].join(", ")})`;
}

function conflictOf(match: readonly string[], names: readonly string[], repeatColumn: string): string {
  if (match.length > 0) {
    const others = names.filter((name) => !match.includes(name));
    // Setting a match field to itself changes nothing, but brings the row back.
    const changed = others.length > 0 ? others : match;
    const sets = changed.map((name) => `${quote(name)} = excluded.${quote(name)}`);
    return `on conflict (${match.map(quote).join(", ")}) do update set ${sets.join(", ")}`;
  }
  if (repeatColumn === "") return "";
  const column = quote(repeatColumn);
  return `on conflict (${column}) do update set ${column} = excluded.${column}`;
}

/** A row that an upsert changed bears the mark of this transaction, one that it made does not. A repeated insert made it the first time. */
function madeOf(match: readonly string[]): string {
  return match.length > 0 ? "(t.xmax = 0)" : "true";
}

/** The id of the row, and what the server filled in without being told. */
function returning(table: Table, match: readonly string[], sent: readonly string[]): string {
  const assigned = [...table.columns.values()].filter(
    (column) => !sent.includes(column.name) && (column.isAssigned || column.isComputed),
  );
  const members = assigned.map((column) => `'${column.name.replaceAll("'", "''")}', t.${quote(column.name)}`);
  const data = members.length === 0 ? "null" : `json_build_object(${members.join(", ")})::text`;
  return `${idExpression(idColumns(table, match), "t")} as id, ${data} as data`;
}
