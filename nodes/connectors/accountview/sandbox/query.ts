import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import type { AccountViewResource } from "../field.ts";
import { AccountViewFault, type Row } from "./row.ts";
import type { AccountViewStore } from "./store.ts";

/** Oddities that real installations show; all can be met, so all are provoked unless switched off. */
export interface AccountViewQuirks {
  /** Texts come padded with blanks to their width. */
  readonly padsText: boolean;
  /** Empty fields are left out. */
  readonly omitsEmpty: boolean;
  /** A single row comes as an object instead of a list of one. */
  readonly unwrapsSingle: boolean;
  /** No rows come as status 404. */
  readonly missingIs404: boolean;
}

/** Query parameters without regard to case. */
export type Parameters = ReadonlyMap<string, string>;

/** The rows that a query asks for, sorted and cut to the page. Throws {@link AccountViewFault}. */
export function queryRows(
  store: AccountViewStore,
  resource: AccountViewResource,
  query: Parameters,
): readonly Row[] {
  const kept = store.table(resource.table).filter(filterOf(resource, query));
  const sortField = plain((query.get("sortfields") ?? resource.key).split(",")[0] ?? resource.key);
  requireField(resource, sortField);
  const sign = (query.get("sortorder") ?? "").toLowerCase() === "descending" ? -1 : 1;
  const sorted = [...kept].sort((a, b) => sign * compare(a[sortField], b[sortField]));
  const size = positive(query.get("pagesize"), 100);
  if (size > 1000) throw new AccountViewFault("PageSize is te groot.");
  const lastKey = query.get("lastkey");
  if (lastKey !== undefined)
    return sorted.filter((row) => compare(row[resource.key], lastKey) > 0).slice(0, size);
  const page = positive(query.get("pagenumber"), 1);
  return sorted.slice((page - 1) * size, page * size);
}

function positive(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new AccountViewFault(`Waarde ${text} is ongeldig.`);
  return value;
}

function plain(name: string): string {
  return (name.split(".").at(-1) ?? name).trim().toUpperCase();
}

function requireField(resource: AccountViewResource, name: string): void {
  if (
    name !== "REC_ID" &&
    !resource.fields.some((field) => field.name === name && field.code !== undefined)
  ) {
    throw new AccountViewFault(`Veld ${name} bestaat niet.`);
  }
}

function filterOf(resource: AccountViewResource, query: Parameters): (row: Row) => boolean {
  const tests: ((row: Row) => boolean)[] = [];
  for (let number = 1; query.has(`filtercontrolsource${number}`); number++) {
    const field = plain(query.get(`filtercontrolsource${number}`) ?? "");
    requireField(resource, field);
    if (query.get(`filterislistofvalues${number}`) === "true")
      throw new AccountViewFault("Lijst van waarden wordt niet ondersteund.");
    const operator = (query.get(`filteroperator${number}`) ?? "").toLowerCase();
    tests.push(
      testOf(
        field,
        operator,
        query.get(`filtervaluetype${number}`) ?? "C",
        query.get(`filtervalue${number}`) ?? "",
      ),
    );
  }
  if (query.get("matchanyfilter") === "true" && tests.length > 0)
    return (row) => tests.some((test) => test(row));
  return (row) => tests.every((test) => test(row));
}

function testOf(field: string, operator: string, type: string, value: string): (row: Row) => boolean {
  const isTime = type === "D" || type === "T";
  const wanted = isTime ? readTime(value) : type === "N" ? String(Number(value)) : value.trim().toLowerCase();
  const has = (row: Row) => {
    const text = String(row[field] ?? "").trim();
    return isTime ? text : text.toLowerCase();
  };
  switch (operator) {
    case "equal":
      return (row) => has(row) === wanted;
    case "notequal":
      return (row) => has(row) !== wanted;
    case "contains":
      return (row) => has(row).includes(wanted);
    case "dateonorafterdate":
      return (row) => has(row) >= wanted;
    case "dateonorbeforedate":
      return (row) => has(row) !== "" && has(row) <= wanted;
    default:
      throw new AccountViewFault(`Operator ${operator} is onbekend.`);
  }
}

/** A FoxPro date literal: `{^2026-01-31}` or `{^2026-01-31 13:45:00}`. */
function readTime(literal: string): string {
  const match = /^\{\^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}:\d{2}))?\}$/.exec(literal);
  if (!match) throw new AccountViewFault(`Datum ${literal} is ongeldig.`);
  return `${match[1]}T${match[2] ?? "00:00:00"}`;
}

function compare(a: Json | undefined, b: Json | undefined): number {
  const [left, right] = [String(a ?? "").trim(), String(b ?? "").trim()];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Rows as they are written out, with the tables that come along. Throws {@link AccountViewFault} for a field that is unknown. */
export function printRows(
  store: AccountViewStore,
  resource: AccountViewResource,
  rows: readonly Row[],
  fields: string | undefined,
  quirks: AccountViewQuirks,
): JsonObject {
  const names = fields === undefined || fields === "*" ? undefined : fields.split(",").map(plain);
  for (const name of names ?? []) requireField(resource, name);
  const main = rows.map((row, index) => ({
    [`${resource.table}_Id`]: index,
    EXT_KEY: 0,
    ...printRow(row, resource.fields, names, quirks),
  }));
  const { lines } = resource;
  const lineFields = resource.fields.find((field) => field.name === lines?.field)?.fields ?? [];
  const details = lines
    ? rows.flatMap((row, index) =>
        store
          .table(lines.table)
          .filter((line) => line.HDR_REC === row.REC_ID)
          .map((line) => ({
            [`${resource.table}_Id`]: index,
            ...printRow(line, lineFields, undefined, quirks),
          })),
      )
    : [];
  const single = main[0];
  const shown: Json = quirks.unwrapsSingle && main.length === 1 && single ? single : main;
  return { [resource.table]: shown, ...(lines ? { [lines.table]: details } : {}), USR_LINK: [] };
}

function printRow(
  row: Row,
  fields: AccountViewResource["fields"],
  names: readonly string[] | undefined,
  quirks: AccountViewQuirks,
): Row {
  const shown: Row = {};
  for (const field of fields) {
    if (field.code === undefined || (names && !names.includes(field.name))) continue;
    const value = row[field.name] ?? "";
    if (quirks.omitsEmpty && value === "") continue;
    const width = field.code === "C" ? Math.min(field.maxLength ?? 0, 40) : 0;
    shown[field.name] =
      quirks.padsText && typeof value === "string" && value !== "" ? value.padEnd(width) : value;
  }
  return shown;
}
