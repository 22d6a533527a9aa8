import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { isList, printValuePath, type ValuePath, valueAt } from "../expression/expression-path.ts";

/** A line of a table. `name` is the path, in a table of one record. */
export interface TableRow {
  readonly id: string;
  readonly name: string | undefined;
  /** Its place in the record, in a table of one record. */
  readonly path: ValuePath | undefined;
  readonly cells: readonly (Json | undefined)[];
}

export type RecordTableData =
  | { readonly kind: "one"; readonly rows: readonly TableRow[] }
  | { readonly kind: "many"; readonly columns: readonly ValuePath[]; readonly rows: readonly TableRow[] };

/** Most columns of a table of records; beyond, a table cannot be read any more. */
const mostColumns = 40;

/** Records as a table. */
export function tableOf(records: readonly Json[]): RecordTableData {
  const [first] = records;
  if (records.length <= 1) {
    const rows = first === undefined ? [] : leaves(first, []);
    return {
      kind: "one",
      rows: rows.map(({ path, value }) => ({
        id: JSON.stringify(path),
        name: printPlace(path),
        path,
        cells: [value],
      })),
    };
  }
  const columns = columnsOf(records);
  return {
    kind: "many",
    columns,
    rows: records.map((record, index) => ({
      id: String(index),
      name: undefined,
      path: undefined,
      cells: columns.map((path) => valueAt(record, path)),
    })),
  };
}

function leaves(value: Json, path: ValuePath): readonly { readonly path: ValuePath; readonly value: Json }[] {
  const members: readonly (readonly [string | number, Json])[] = isList(value)
    ? value.map((one, index) => [index, one] as const)
    : isJsonObject(value)
      ? Object.entries(value)
      : [];
  if (members.length === 0) return [{ path, value }];
  return members.flatMap(([name, member]) => leaves(member, [...path, name]));
}

/** Paths of plain members, objects opened, in the order in which they first appear. Lists are one column. */
function columnsOf(records: readonly Json[]): readonly ValuePath[] {
  const found = new Map<string, ValuePath>();
  const visit = (value: Json, path: ValuePath) => {
    if (isJsonObject(value) && Object.keys(value).length > 0) {
      for (const [name, member] of Object.entries(value)) visit(member, [...path, name]);
    } else if (found.size < mostColumns) {
      found.set(JSON.stringify(path), path);
    }
  };
  for (const record of records) visit(record, []);
  return [...found.values()];
}

/** A place as a person names it: list places counted from 1 behind the name. */
export function printPlace(path: ValuePath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part + 1}]`;
    const name = printValuePath([part]);
    return text === "" ? name : `${text}.${name}`;
  }, "");
}
