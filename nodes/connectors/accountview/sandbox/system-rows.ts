import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import type { AccountViewField } from "../field.ts";
import type { Parameters } from "./query.ts";
import { AccountViewFault } from "./row.ts";
import { sandboxObjects } from "./tables.ts";

/** The rows of a system table: the dictionary of fields (FLD) or of tables (DBF), narrowed to one value. Throws {@link AccountViewFault}. */
export function systemRows(query: Parameters): JsonObject {
  const table = (query.get("businessobject") ?? "").toUpperCase();
  const rows = table === "FLD" ? fieldRows() : table === "DBF" ? fileRows() : undefined;
  if (!rows) throw new AccountViewFault(`Business object ${table} bestaat niet.`);
  const field = (query.get("filtercontrolsource1") ?? "").toUpperCase();
  const value = (query.get("filtervalue1") ?? "").toUpperCase();
  const kept = field === "" ? rows : rows.filter((row) => String(row[field] ?? "").toUpperCase() === value);
  const size = Number(query.get("pagesize") ?? "100");
  const page = Number(query.get("pagenumber") ?? "1");
  return { [table === "FLD" ? "DCT_FLD" : "DCT_FILE"]: kept.slice((page - 1) * size, page * size) };
}

function fieldRows(): readonly Readonly<Record<string, Json>>[] {
  return sandboxObjects.flatMap(({ resource }) => {
    const lines = resource.fields.find((field) => field.name === resource.lines?.field);
    return [
      ...resource.fields.map((field) => fieldRow(resource.table, field)),
      ...(lines?.fields ?? []).map((field) => fieldRow(resource.lines?.table ?? "", field)),
    ].filter((row) => row !== undefined);
  });
}

function fieldRow(table: string, field: AccountViewField): Readonly<Record<string, Json>> | undefined {
  if (field.code === undefined) return undefined;
  return {
    FIELD_NAME: field.name.padEnd(10),
    FLD_DESC: field.title,
    DBF_NAME: table,
    FIELD_TYPE: field.code,
    FIELD_LEN: field.maxLength ?? 0,
    INP_MAND: field.required !== undefined,
    FLD_FMT: field.capitals ? "!" : "",
    COM_BLK: field.writable === false,
  };
}

function fileRows(): readonly Readonly<Record<string, Json>>[] {
  return sandboxObjects.flatMap(({ mayInsert, mayUpdate, resource }) => {
    const may = { NO_INSERT: !mayInsert, NO_UPDATE: !mayUpdate, NO_DELETE: true };
    const { businessObject, lines, table } = resource;
    const main = { OBJ_CODE: businessObject, DBF_NAME: table, DBF_DESC: resource.title };
    const child = lines?.table ?? "";
    const own = [{ ...main, ...may, TBL_CHILD: child, TBL_HDR: "" }];
    return lines ? [...own, { ...main, ...may, DBF_NAME: child, TBL_CHILD: "", TBL_HDR: table }] : own;
  });
}
