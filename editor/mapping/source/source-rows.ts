import type { Json } from "@trasvase/shared/json.ts";
import { isJsonObject } from "@trasvase/shared/json.ts";
import { isList } from "../../expression/expression-path.ts";
import type { PickedField } from "../dropping/picked-field.ts";
import { type FieldsRead, fieldKey } from "./fields-read.ts";
import { elementAt, type SourceField } from "./source-fields.ts";
import type { KnownRoot } from "./use-source-roots.ts";

/** One line of the source tree. */
export interface SourceRow {
  readonly id: string;
  readonly root: KnownRoot;
  /** Undefined for the line that names the root. */
  readonly field: SourceField | undefined;
  readonly level: number;
  readonly hasInner: boolean;
  readonly isOpen: boolean;
  /** For the sample, at the line that is looked at. */
  readonly value: Json | undefined;
  /** Number of elements of a list in the sample. */
  readonly count: number | undefined;
  readonly isUsed: boolean;
  readonly isMatch: boolean;
  /** Place among its siblings, counted from 1, and how many there are. */
  readonly position: number;
  readonly siblings: number;
}

export interface SourceChoice {
  /** Found in name, title or value; empty: everything. */
  readonly search: string;
  readonly onlyUnused: boolean;
  /** Rows that were opened or closed by hand, by id. */
  readonly toggled: ReadonlyMap<string, boolean>;
  readonly line: number;
}

/** The lines of the source tree that are in view. */
export function sourceRows(
  roots: readonly KnownRoot[],
  read: FieldsRead,
  choice: SourceChoice,
): readonly SourceRow[] {
  return roots.flatMap((root, index) => {
    const inner = fieldRows(
      root.fields,
      { root, value: root.value, level: 1, isUsed: false, isInMatch: false },
      read,
      choice,
    );
    const id = fieldKey(root.root, []);
    const isFiltered = choice.search.trim() !== "" || choice.onlyUnused;
    const isOpen = isFiltered ? inner.length > 0 : (choice.toggled.get(id) ?? opensAlone(root, read));
    const own: SourceRow = {
      id,
      root,
      field: undefined,
      level: 0,
      hasInner: root.fields.length > 0,
      isOpen,
      value: root.value,
      count: isList(root.value) ? root.value.length : undefined,
      isUsed: false,
      isMatch: false,
      position: index + 1,
      siblings: roots.length,
    };
    if (isFiltered && inner.length === 0) return [];
    return isOpen ? [own, ...inner] : [own];
  });
}

/** The record is open, and what else the mapping reads. */
function opensAlone({ kind, fields }: KnownRoot, read: FieldsRead): boolean {
  return (
    kind === "record" || kind === "line" || fields.some((one) => read.all.has(fieldKey(one.root, one.path)))
  );
}

interface Around {
  readonly root: KnownRoot;
  /** What the fields stand in, for the sample. */
  readonly value: Json | undefined;
  readonly level: number;
  readonly isUsed: boolean;
  readonly isInMatch: boolean;
}

function fieldRows(
  fields: readonly SourceField[],
  around: Around,
  read: FieldsRead,
  choice: SourceChoice,
): readonly SourceRow[] {
  const parent = elementAt(around.value, choice.line);
  return fields.flatMap((field, index) => {
    const name = field.path.at(-1) ?? "";
    const id = fieldKey(field.root, field.path);
    const key = readKey(field, around.root);
    const value = isJsonObject(parent) && Object.hasOwn(parent, name) ? parent[name] : undefined;
    const isUsed = around.isUsed || read.whole.has(key);
    const isMatch = matches(field, value, choice);
    const inner = fieldRows(
      field.fields,
      { root: around.root, value, level: around.level + 1, isUsed, isInMatch: around.isInMatch || isMatch },
      read,
      choice,
    );
    const isFiltered = choice.search.trim() !== "" || choice.onlyUnused;
    const isLeaf = field.fields.length === 0;
    const fits =
      (choice.search.trim() === "" || isMatch || around.isInMatch) &&
      (!choice.onlyUnused || (isLeaf && !isUsed && !read.all.has(key)));
    if (isFiltered && !fits && inner.length === 0) return [];
    const isOpen = choice.toggled.get(id) ?? (isFiltered ? inner.length > 0 : around.level < 4);
    const row: SourceRow = {
      id,
      root: around.root,
      field,
      level: around.level,
      hasInner: !isLeaf,
      isOpen: !isLeaf && isOpen,
      value,
      count: isList(value) ? value.length : undefined,
      isUsed: isUsed || read.all.has(key),
      isMatch: choice.search.trim() !== "" && isMatch,
      position: index + 1,
      siblings: fields.length,
    };
    return row.isOpen ? [row, ...inner] : [row];
  });
}

/** Under which key a field is found among those that are read. */
function readKey({ root, path }: SourceField, { place }: KnownRoot): string {
  return place ? fieldKey(place.root, [...place.path, ...path]) : fieldKey(root, path);
}

function matches(field: SourceField, value: Json | undefined, { search }: SourceChoice): boolean {
  const wanted = search.trim().toLowerCase();
  if (wanted === "") return false;
  const text = value === undefined || (typeof value === "object" && value !== null) ? "" : String(value);
  return [field.path.at(-1) ?? "", field.title ?? "", text].some((one) => one.toLowerCase().includes(wanted));
}

/** A source field as it is carried. */
export function pickedOf({ field, root }: SourceRow): PickedField {
  if (!field) return { root: root.root, path: [], lists: [], kind: "object", types: [] };
  const { path, lists, kind, types } = field;
  return { root: field.root, path: [...path], lists: [...lists], kind, types: [...types] };
}
