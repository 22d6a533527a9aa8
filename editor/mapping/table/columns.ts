import type { Slice } from "@trasvase/shared/expression/slices.ts";
import type { CellPart, Column } from "../editing/mapping-view.ts";
import type { TargetRow } from "../target-rows.ts";

/** The cells of a row that the keys go through, from left to right. */
export function columnsOf(row: TargetRow, hasCreateOnly: boolean): readonly Column[] {
  const expressions: readonly Column[] = row.group?.kind === "lines" ? ["context", "filter"] : ["value"];
  return ["field", ...expressions, "result", ...(hasCreateOnly ? (["create"] as const) : []), "menu"];
}

/** Whether a cell of a row holds an expression that can be edited there. */
export function isEditable(row: TargetRow, column: Column): column is CellPart {
  if (row.isCovered) return false;
  if (column === "context" || column === "filter") return row.group?.kind === "lines";
  return column === "value" && row.group === undefined;
}

/** The expression of a cell as it stands in the text. */
export function partText(row: TargetRow, part: CellPart, text: string): string {
  const slice = sliceOf(row, part);
  return slice ? text.slice(slice.start, slice.end) : "";
}

/** Where the expression of a cell stands in the text; undefined while there is none. */
export function sliceOf({ pair, group }: TargetRow, part: CellPart): Slice | undefined {
  if (part === "value") return pair?.value;
  return group?.kind === "lines" ? group[part] : undefined;
}

/** The column of another row that lies nearest to one: expressions lie below expressions. */
export function nearestColumn(column: Column, row: TargetRow, hasCreateOnly: boolean): Column {
  const columns = columnsOf(row, hasCreateOnly);
  if (columns.includes(column)) return column;
  return columns.includes("value") ? "value" : columns.includes("context") ? "context" : "field";
}

/** The class of the cells' grid: field, expression, value for the sample, send on create only, menu. */
export function gridClassName(hasCreateOnly: boolean): string {
  return hasCreateOnly
    ? "grid auto-rows-[minmax(2rem,auto)] grid-cols-[minmax(9rem,36%)_minmax(0,1fr)_minmax(5rem,24%)_2rem_1.75rem]"
    : "grid auto-rows-[minmax(2rem,auto)] grid-cols-[minmax(9rem,36%)_minmax(0,1fr)_minmax(5rem,26%)_1.75rem]";
}
