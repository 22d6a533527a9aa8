import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { isList, type ValuePath } from "../expression/expression-path.ts";

/** What a value is, for its glyph and its words. */
export const jsonTypes = ["string", "number", "boolean", "null", "object", "array"] as const;
export type JsonType = (typeof jsonTypes)[number];

/** One visible line of a JSON tree. */
export interface JsonRow {
  /** Exact place, indexes included. */
  path: ValuePath;
  /** The path as one text, unique in the tree. */
  id: string;
  /** Member name, or the element's place counted from 1 (`#1`); undefined for the whole value. */
  name: string | undefined;
  level: number;
  type: JsonType;
  value: Json;
  /** Number of members or elements; undefined for plain values. */
  count: number | undefined;
  isOpen: boolean;
  isMatch: boolean;
  isChanged: boolean;
  /** Place among its siblings, counted from 1, and how many there are. */
  position: number;
  siblings: number;
}

/** How rows are chosen. */
export interface JsonRowOptions {
  /** Ids the person opened or closed; others follow `opensAlone`. */
  toggled: ReadonlyMap<string, boolean>;
  opensAlone: (level: number) => boolean;
  /** Text to find in names and values; empty: everything. */
  search: string;
  isChanged: (path: ValuePath) => boolean;
  /** Keeps only what is changed, with the way to it. */
  onlyChanged: boolean;
}

export function jsonType(value: Json): JsonType {
  if (value === null) return "null";
  if (isList(value)) return "array";
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return typeof value as "string" | "number" | "boolean";
    default:
      return "object";
  }
}

/** The id of a place in a value. */
export function pathId(path: ValuePath): string {
  return JSON.stringify(path);
}

/** Members of an object or elements of a list, with their names; nothing for plain values. */
export function membersOf(value: Json): readonly (readonly [string | number, Json])[] {
  if (isList(value)) return value.map((element, index) => [index, element] as const);
  return isJsonObject(value) ? Object.entries(value) : [];
}

/** Values and characters beyond which a record begins with everything closed (NP-5). */
const mostValues = 2_000;
const mostCharacters = 1_000_000;

/** Whether a value is too large to open by itself. Looks no further than it must. */
export function isLarge(value: Json): boolean {
  let values = 0;
  let characters = 0;
  const queue: Json[] = [value];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    values++;
    if (typeof next === "string") characters += next.length;
    for (const [name, member] of membersOf(next)) {
      if (typeof name === "string") characters += name.length;
      queue.push(member);
    }
    if (values + queue.length > mostValues || characters > mostCharacters) return true;
  }
  return false;
}

/** A value without what a search or "changed only" does not keep; undefined when nothing is left. */
export function prunedValue(
  value: Json,
  options: Pick<JsonRowOptions, "search" | "isChanged" | "onlyChanged">,
): Json | undefined {
  const kept = keeps(value, options);
  if (!kept) return value;
  const prune = (path: ValuePath, member: Json): Json | undefined => {
    if (!kept.has(pathId(path))) return undefined;
    const members = membersOf(member);
    if (members.length === 0) return member;
    const left = members.flatMap(([key, child]) => {
      const pruned = prune([...path, key], child);
      return pruned === undefined ? [] : [[key, pruned] as const];
    });
    return isList(member) ? left.map(([, child]) => child) : Object.fromEntries(left);
  };
  return prune([], value);
}

/** The lines of a JSON tree from top to bottom, of what is open, found and wanted. */
export function jsonRows(value: Json, options: JsonRowOptions): JsonRow[] {
  const filter = keeps(value, options);
  const rows: JsonRow[] = [];
  const visit = (path: ValuePath, member: Json, level: number, position: number, siblings: number) => {
    const id = pathId(path);
    const kept = filter?.get(id);
    if (filter && kept === undefined) return;
    const members = membersOf(member);
    const isBranch = jsonType(member) === "object" || jsonType(member) === "array";
    const isOpen =
      isBranch &&
      members.length > 0 &&
      (options.toggled.get(id) ?? (filter !== undefined || options.opensAlone(level)));
    const last = path.at(-1);
    rows.push({
      path,
      id,
      name: typeof last === "number" ? `#${last + 1}` : last,
      level,
      type: jsonType(member),
      value: member,
      count: isBranch ? members.length : undefined,
      isOpen,
      isMatch: kept?.isMatch ?? false,
      isChanged: options.isChanged(path),
      position,
      siblings,
    });
    if (isOpen) visitAll(path, members, level + 1);
  };
  const visitAll = (
    path: ValuePath,
    members: readonly (readonly [string | number, Json])[],
    level: number,
  ) => {
    for (const [index, [key, member]] of members.entries())
      visit([...path, key], member, level, index + 1, members.length);
  };
  // The outermost braces are no information: a record begins with its fields.
  const top = membersOf(value);
  if (top.length === 0) visit([], value, 0, 1, 1);
  else visitAll([], top, 0);
  return rows;
}

/** Which places a search or "changed only" keeps: matches, what is inside a matching name, and the way to them. */
function keeps(
  value: Json,
  { search, onlyChanged, isChanged }: Pick<JsonRowOptions, "search" | "isChanged" | "onlyChanged">,
): Map<string, { isMatch: boolean }> | undefined {
  const wanted = search.trim().toLowerCase();
  if (wanted === "" && !onlyChanged) return undefined;
  const kept = new Map<string, { isMatch: boolean }>();
  const visit = (path: ValuePath, member: Json, insideMatch: boolean): boolean => {
    const last = path.at(-1);
    const nameMatches = wanted !== "" && typeof last === "string" && last.toLowerCase().includes(wanted);
    const isMatch = nameMatches || (wanted !== "" && textOf(member).includes(wanted));
    const fits = (wanted === "" || isMatch || insideMatch) && (!onlyChanged || isChanged(path));
    let inner = false;
    for (const [key, child] of membersOf(member)) {
      if (visit([...path, key], child, insideMatch || nameMatches)) inner = true;
    }
    if (fits || inner) kept.set(pathId(path), { isMatch });
    return fits || inner;
  };
  visit([], value, false);
  return kept;
}

function textOf(value: Json): string {
  return value === null || typeof value !== "object" ? String(value).toLowerCase() : "";
}
