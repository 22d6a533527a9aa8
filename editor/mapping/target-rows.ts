import type { ResourceField } from "@trasvase/shared/connector.ts";
import type { Place } from "@trasvase/shared/expression/slice-edits.ts";
import type { GroupSlice, ObjectSlice, PairSlice, Slices } from "@trasvase/shared/expression/slices.ts";
import { significantTokens } from "@trasvase/shared/expression/tokens.ts";
import type { TargetField } from "./find-target.ts";

/** Lines that a row is made once for each of. */
export interface LinesAround {
  /** The row of the group. */
  readonly id: string;
  readonly place: Place;
  readonly context: string;
  readonly filter: string | undefined;
}

/** One line of the mapping seen as a table: a target field, a mapped one, or both. */
export interface TargetRow {
  readonly id: string;
  /** `object` and `lines` have rows below them. */
  readonly kind: "field" | "object" | "lines";
  readonly level: number;
  readonly path: readonly string[];
  /** What the target says of the field; undefined for one it does not have, or when no target is known. */
  readonly field: ResourceField | undefined;
  readonly isRequired: boolean;
  /** Where it stands in the text; undefined while nothing is mapped. */
  readonly place: Place | undefined;
  readonly pair: PairSlice | undefined;
  /** Its expression, with the comments that stand there; empty while nothing is mapped. */
  readonly text: string;
  /** The rows inside, when its value is written as rows. */
  readonly group: GroupSlice | undefined;
  /** It stands inside a field that is made as a whole, and cannot be mapped for itself. */
  readonly isCovered: boolean;
  /** The row of the group it stands in. */
  readonly above: string | undefined;
  /** Groups of lines around it, the outermost first. */
  readonly lines: readonly LinesAround[];
}

export interface TableInput {
  readonly text: string;
  readonly cut: Slices;
  readonly fields: readonly TargetField[];
  /** Paths of fields just added by hand, which have no expression yet. */
  readonly added: readonly (readonly string[])[];
}

/** The identity of a row, unlike its path joined by dots unique. */
export function rowId(path: readonly string[]): string {
  return JSON.stringify(path);
}

/**
 * The target's fields in their order, with what is mapped to each; then what is mapped besides, and rows just added by hand.
 * A text that cannot be cut covers all of them.
 */
export function targetRows({ text, cut, fields, added }: TableInput): readonly TargetRow[] {
  const top: Around = {
    text,
    path: [],
    place: [],
    level: 0,
    lines: [],
    above: undefined,
    isCovered: cut.kind === "expression" && significantTokens(text).length > 0,
    isNeeded: true,
  };
  const object = cut.kind === "table" ? cut.object : undefined;
  const rows = rowsOf(fields, object, top);
  const known = new Set(rows.map((row) => row.id));
  const fresh = added.filter((path) => !known.has(rowId(path)));
  return [...rows, ...fresh.map((path) => newRow(path, top))];
}

/** What surrounds the rows that are being made. */
interface Around {
  readonly text: string;
  readonly path: readonly string[];
  readonly place: Place | undefined;
  readonly level: number;
  readonly lines: readonly LinesAround[];
  readonly above: string | undefined;
  readonly isCovered: boolean;
  /** Whether what the rows stand in is sent, so that what it needs is needed. */
  readonly isNeeded: boolean;
}

function rowsOf(
  fields: readonly TargetField[],
  object: ObjectSlice | undefined,
  around: Around,
): readonly TargetRow[] {
  const pairs = object?.pairs ?? [];
  const taken = new Set<number>();
  const names = new Set(fields.map((target) => target.field.name));
  const known = fields.flatMap((target) => {
    const index = pairs.findIndex((pair) => pair.name === target.field.name);
    if (index >= 0) taken.add(index);
    return rowWithInner({ target, pair: pairs[index], index, isAgain: false }, around);
  });
  const besides = pairs.flatMap((pair, index) => {
    if (taken.has(index)) return [];
    const isAgain = pair.name === undefined || names.has(pair.name);
    if (pair.name !== undefined) names.add(pair.name);
    return rowWithInner({ target: undefined, pair, index, isAgain }, around);
  });
  return [...known, ...besides];
}

interface Found {
  readonly target: TargetField | undefined;
  readonly pair: PairSlice | undefined;
  readonly index: number;
  /** Its name does not tell it apart: a second row of the name, or one with a computed name. */
  readonly isAgain: boolean;
}

function rowWithInner({ target, pair, index, isAgain }: Found, around: Around): readonly TargetRow[] {
  const { text, above, lines, level } = around;
  const name = target?.field.name ?? pair?.name ?? (pair ? text.slice(pair.key.start, pair.key.end) : "");
  const path = [...around.path, name];
  const place = pair && around.place ? [...around.place, index] : undefined;
  const row: TargetRow = {
    id: isAgain ? `${rowId(path)}@${place?.join(".")}` : rowId(path),
    kind: kindOf(target, pair),
    level,
    path,
    field: target?.field,
    isRequired: (target?.required ?? false) && around.isNeeded,
    place,
    pair,
    text: pair ? text.slice(pair.value.start, pair.value.end) : "",
    group: pair?.group,
    isCovered: around.isCovered,
    above,
    lines,
  };
  const children = target?.children ?? [];
  if (row.kind === "field") return [row];
  const inner: Around = {
    text,
    path,
    place,
    level: level + 1,
    above: row.id,
    isCovered: around.isCovered || (pair !== undefined && pair.group === undefined),
    isNeeded: row.isRequired || pair !== undefined,
    lines: linesInside(row, text),
  };
  return [row, ...rowsOf(children, pair?.group?.object, inner)];
}

function kindOf(target: TargetField | undefined, pair: PairSlice | undefined): TargetRow["kind"] {
  if (pair?.group) return pair.group.kind;
  if (!target || target.children.length === 0) return "field";
  return target.field.type === "list" ? "lines" : "object";
}

function linesInside({ id, place, group, lines }: TargetRow, text: string): readonly LinesAround[] {
  if (group?.kind !== "lines" || !place) return lines;
  const { context, filter } = group;
  const own = {
    id,
    place,
    context: text.slice(context.start, context.end),
    filter: filter && text.slice(filter.start, filter.end),
  };
  return [...lines, own];
}

function newRow(path: readonly string[], { lines }: Around): TargetRow {
  return {
    id: rowId(path),
    kind: "field",
    level: 0,
    path,
    field: undefined,
    isRequired: false,
    place: undefined,
    pair: undefined,
    text: "",
    group: undefined,
    isCovered: false,
    above: undefined,
    lines,
  };
}
