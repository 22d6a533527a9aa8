import { ConnectorError, type FieldType, type ResourceField } from "@trasvase/shared/connector.ts";
import type { Pool } from "./pools.ts";

/** A column as the server describes it. */
export interface Column {
  readonly name: string;
  /** As PostgreSQL writes it, such as `numeric(12,2)`; fit to be put behind `::`. */
  readonly type: string;
  /** `A` for arrays. */
  readonly category: string;
  readonly isJson: boolean;
  readonly isRequired: boolean;
  /** The server fills it in when nothing is sent. */
  readonly isAssigned: boolean;
  /** Computed from others: nothing can be sent. */
  readonly isComputed: boolean;
  readonly maxLength: number | undefined;
  readonly comment: string | undefined;
}

/** A table with what is needed to read and write it. */
export interface Table {
  readonly schema: string;
  readonly name: string;
  readonly columns: ReadonlyMap<string, Column>;
  /** The columns of the primary key, or of another unique index without nulls; empty when its rows cannot be told apart. */
  readonly key: readonly string[];
}

/** A name as it stands in a statement. Names never come into a statement in any other way. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A table as it stands in a statement. */
export function quoteTable(table: Pick<Table, "schema" | "name">): string {
  return `${quote(table.schema)}.${quote(table.name)}`;
}

/** Looks what a table is made of. Throws ConnectorError *rejected* when there is none of that name. */
export async function findTable({ sql }: Pool, schema: string, name: string): Promise<Table> {
  const rows = await sql<ColumnRow[]>`
    select a.attname as name, pg_catalog.format_type(a.atttypid, a.atttypmod) as type, t.typcategory as category,
      t.typname in ('json', 'jsonb') as "isJson", a.attnotnull as "isRequired",
      a.atthasdef or a.attidentity <> '' as "isAssigned", a.attgenerated <> '' or a.attidentity = 'a' as "isComputed",
      i.character_maximum_length as "maxLength", pg_catalog.col_description(c.oid, a.attnum) as comment
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_catalog.pg_type t on t.oid = a.atttypid
    left join information_schema.columns i
      on i.table_schema = n.nspname and i.table_name = c.relname and i.column_name = a.attname
    where n.nspname = ${schema} and c.relname = ${name} and c.relkind in ('r', 'p', 'v', 'm', 'f')
    order by a.attnum`;
  if (rows.length === 0) {
    throw new ConnectorError(
      "rejected",
      "no-table",
      `There is no table "${name}" in the schema "${schema}", or the connection's user may not see it. Correct it in the step.`,
    );
  }
  const columns = new Map(
    rows.map((row): [string, Column] => [
      row.name,
      { ...row, maxLength: row.maxLength ?? undefined, comment: row.comment ?? undefined },
    ]),
  );
  return { schema, name, columns, key: await findKey({ sql }, schema, name) };
}

interface ColumnRow {
  readonly name: string;
  readonly type: string;
  readonly category: string;
  readonly isJson: boolean;
  readonly isRequired: boolean;
  readonly isAssigned: boolean;
  readonly isComputed: boolean;
  readonly maxLength: number | null;
  readonly comment: string | null;
}

async function findKey({ sql }: Pick<Pool, "sql">, schema: string, name: string): Promise<readonly string[]> {
  const [row] = await sql<{ columns: string }[]>`
    select (select json_agg(a.attname order by k.place)::text
        from unnest(x.indkey::int2[]) with ordinality as k(attnum, place)
        join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum) as columns
    from pg_catalog.pg_index x
    join pg_catalog.pg_class c on c.oid = x.indrelid
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${schema} and c.relname = ${name} and x.indisunique and x.indisvalid
      and x.indpred is null and x.indexprs is null and x.indnkeyatts = x.indnatts
      and not exists (select from unnest(x.indkey::int2[]) as k(attnum)
        join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum where not a.attnotnull)
    order by x.indisprimary desc, x.indnatts, x.indexrelid
    limit 1`;
  // The server has just printed it.
  return row ? (JSON.parse(row.columns) as string[]) : [];
}

/** The columns of a table as fields for mapping and matching. */
export function fieldsOf(table: Table): readonly ResourceField[] {
  return [...table.columns.values()].map((column) => ({
    name: column.name,
    title: column.comment ?? column.name,
    type: fieldTypeOf(column),
    ...(column.isRequired && !column.isAssigned ? { required: "create" as const } : {}),
    ...(column.isAssigned ? { assigned: true } : {}),
    ...(column.isComputed ? { writable: false } : {}),
    ...(column.maxLength === undefined ? {} : { maxLength: column.maxLength }),
    help: column.type,
  }));
}

function fieldTypeOf({ category, isJson, type }: Column): FieldType {
  if (isJson) return "any";
  if (category === "A") return "list";
  if (category === "B") return "boolean";
  if (/^(smallint|integer|bigint)$/.test(type)) return "integer";
  if (category === "N") return "number";
  if (type === "date") return "date";
  return type.startsWith("timestamp") ? "dateTime" : "text";
}
