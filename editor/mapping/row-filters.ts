import type { TargetRow } from "./target-rows.ts";

/** Which rows are in view. */
export type RowFilter = "all" | "required" | "optional" | "mapped" | "problems" | "changed";

/** What is known of rows besides the text: by id. */
export interface RowMarks {
  readonly problems: ReadonlySet<string>;
  readonly changed: ReadonlySet<string>;
}

/** Whether a row is a field that can be filled, rather than a frame around some or a part of what is filled as a whole. */
export function isField(row: TargetRow): boolean {
  return row.kind !== "object" || (row.pair !== undefined && row.group === undefined);
}

/** Whether something is sent for a field: by its own row, or by what it stands in. */
export function isFilled(row: TargetRow): boolean {
  return row.pair !== undefined || row.isCovered;
}

function fits(row: TargetRow, filter: RowFilter, { problems, changed }: RowMarks): boolean {
  switch (filter) {
    case "all":
      return true;
    case "required":
      return row.isRequired && isField(row);
    case "optional":
      return !row.isRequired && isField(row);
    case "mapped":
      return isFilled(row) && isField(row);
    case "problems":
      return problems.has(row.id);
    case "changed":
      return changed.has(row.id);
  }
}

/** How many fields fit a filter, and how many of them are filled. */
export interface FilterCount {
  readonly all: number;
  readonly filled: number;
}

/** Counts the fields of each filter (MAP-3). */
export function countRows(
  rows: readonly TargetRow[],
  marks: RowMarks,
): Readonly<Record<RowFilter, FilterCount>> {
  const fields = rows.filter(isField);
  const count = (filter: RowFilter): FilterCount => {
    const fitting = (filter === "problems" || filter === "changed" ? rows : fields).filter((row) =>
      fits(row, filter, marks),
    );
    return { all: fitting.length, filled: fitting.filter(isFilled).length };
  };
  return {
    all: count("all"),
    required: count("required"),
    optional: count("optional"),
    mapped: count("mapped"),
    problems: count("problems"),
    changed: count("changed"),
  };
}

export interface RowChoice {
  readonly filter: RowFilter;
  /** Found in the name or the title; empty: everything. */
  readonly search: string;
  /** Groups whose rows are not shown, by id. */
  readonly closed: ReadonlySet<string>;
}

/** The rows to show: those that fit, with the groups they stand in. A search or filter opens groups. */
export function chooseRows(
  rows: readonly TargetRow[],
  { filter, search, closed }: RowChoice,
  marks: RowMarks,
): readonly TargetRow[] {
  const wanted = search.trim().toLowerCase();
  const isChosen = (row: TargetRow) =>
    fits(row, filter, marks) &&
    (wanted === "" || row.path.join(".").toLowerCase().includes(wanted) || titleHas(row, wanted));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const withGroups = (row: TargetRow): readonly TargetRow[] => {
    const above = row.above === undefined ? undefined : byId.get(row.above);
    return above ? [row, ...withGroups(above)] : [row];
  };
  if (filter === "all" && wanted === "") {
    return rows.filter((row) => withGroups(row).every((one) => one === row || !closed.has(one.id)));
  }
  const kept = new Set(rows.filter(isChosen).flatMap(withGroups));
  return rows.filter((row) => kept.has(row));
}

function titleHas(row: TargetRow, wanted: string): boolean {
  return row.field?.title.toLowerCase().includes(wanted) ?? false;
}
