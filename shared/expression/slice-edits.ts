import { type ObjectSlice, type PairSlice, type Slice, type Slices, slices } from "./slices.ts";
import { isSignificant, tokenize } from "./tokens.ts";

/** The way to a row: its place in the table, then in the group it opens, and so on, each counted from 0. */
export type Place = readonly number[];

type Table = Extract<Slices, { readonly kind: "table" }>;

/** The row at a place of a cut text; undefined when there is none. */
export function pairAt(cut: Slices, place: Place): PairSlice | undefined {
  const [index, ...rest] = place;
  if (cut.kind !== "table" || index === undefined) return undefined;
  let pair = cut.object.pairs[index];
  for (const inner of rest) pair = pair?.group?.object.pairs[inner];
  return pair;
}

/** Where the row stands that fills a field; undefined when none does. Of two with the same name the first. */
export function findPlace(cut: Slices, path: readonly string[]): Place | undefined {
  if (cut.kind !== "table" || path.length === 0) return undefined;
  const place: number[] = [];
  let object: ObjectSlice | undefined = cut.object;
  for (const name of path) {
    const index: number = object?.pairs.findIndex((pair) => pair.name === name) ?? -1;
    if (index < 0) return undefined;
    place.push(index);
    object = object?.pairs[index]?.group?.object;
  }
  return place;
}

/** Puts another value into a row. Everything else stays as it is, byte for byte. */
export function replaceValue(text: string, place: Place, value: string): string {
  return splice(text, mustFind(text, place).value, value);
}

/** Gives a row another name; comments beside the old one stay. */
export function renameKey(text: string, place: Place, name: string): string {
  const { key } = mustFind(text, place);
  const token = tokenize(text.slice(key.start, key.end)).filter(isSignificant);
  const [first, last] = [token[0], token.at(-1)];
  const range = first && last ? { start: key.start + first.start, end: key.start + last.end } : key;
  return splice(text, range, JSON.stringify(name));
}

/** Takes a row away, with its comma. */
export function removePair(text: string, place: Place): string {
  const siblings = mustFindObject(slices(text), place.slice(0, -1)).pairs;
  const index = place.at(-1) ?? 0;
  const pair = mustFind(text, place);
  const next = siblings[index + 1];
  const previous = siblings[index - 1];
  if (next !== undefined) return splice(text, { start: pair.key.start, end: next.key.start }, "");
  if (previous !== undefined) return splice(text, { start: previous.value.end, end: pair.value.end }, "");
  return splice(text, { start: pair.key.start, end: pair.value.end }, "");
}

/**
 * Adds a row behind the last one of the table, or of the group at `owner`, in the style of the rows there are.
 * Throws RangeError when there is no table.
 */
export function addPair(text: string, name: string, value: string, owner: Place = []): string {
  const object = mustFindObject(slices(text), owner);
  const row = `${JSON.stringify(name)}: ${value}`;
  const last = object.pairs.at(-1);
  if (last === undefined) {
    const indent = indentAt(text, object.start);
    const inner = text.slice(object.start + 1, object.end - 1).trimEnd();
    return splice(text, object, `{${inner}\n${indent}${unitOf(text)}${row}\n${indent}}`);
  }
  const lineStart = text.lastIndexOf("\n", last.key.start - 1) + 1;
  const indent = text.slice(lineStart, last.key.start);
  const ownLine = lineStart > object.start && indent.trim() === "";
  return splice(
    text,
    { start: last.value.end, end: last.value.end },
    ownLine ? `,\n${indent}${row}` : `, ${row}`,
  );
}

/**
 * Gives a field an expression: in its row, or in a new one with the objects around it. A text of nothing but space and comments
 * becomes a table. Undefined when the text cannot be cut, or an object on the way is made as a whole.
 */
export function writeField(text: string, path: readonly string[], value: string): string | undefined {
  const cut = slices(text);
  if (!tokenize(text).some(isSignificant)) {
    const before = text.trimEnd() === "" ? "" : `${text.trimEnd()}\n`;
    return writeField(`${before}{}`, path, value);
  }
  if (cut.kind !== "table") return undefined;
  const place = findPlace(cut, path);
  if (place !== undefined) return replaceValue(text, place, value);
  const above = path.slice(0, -1);
  const owner = above.length === 0 ? [] : findPlace(cut, above);
  const name = path.at(-1) ?? "";
  if (owner !== undefined) {
    const isOpen = owner.length === 0 || pairAt(cut, owner)?.group !== undefined;
    return isOpen ? addPair(text, name, value, owner) : undefined;
  }
  const made = writeField(text, above, "{}");
  return made === undefined ? undefined : writeField(made, path, value);
}

/** Takes the row of a field away. The text as it was when there is none. */
export function removeField(text: string, path: readonly string[]): string {
  const place = findPlace(slices(text), path);
  return place === undefined ? text : removePair(text, place);
}

/** Gives the group of lines at a place another path to its items. */
export function replaceContext(text: string, place: Place, context: string): string {
  return splice(text, mustFindLines(text, place).context, context);
}

/** Gives the group of lines at a place another filter; an empty one takes it away. */
export function replaceFilter(text: string, place: Place, filter: string): string {
  const { context, filter: now } = mustFindLines(text, place);
  if (now === undefined) {
    return filter.trim() === ""
      ? text
      : splice(text, { start: context.end, end: context.end }, `[${filter}]`);
  }
  if (filter.trim() !== "") return splice(text, now, filter);
  const open = text.lastIndexOf("[", now.start - 1);
  return splice(text, { start: open, end: text.indexOf("]", now.end) + 1 }, "");
}

/** Puts the value of a row into `[…]`, so that it is a list however many items there are. */
export function wrapInList(text: string, place: Place): string {
  const { value } = mustFind(text, place);
  return splice(text, value, `[${text.slice(value.start, value.end)}]`);
}

function splice(text: string, { start, end }: Slice, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

function mustFind(text: string, place: Place): PairSlice {
  const pair = pairAt(slices(text), place);
  if (pair === undefined) throw new RangeError(`The mapping has no row ${place.join(".")}.`);
  return pair;
}

function mustFindObject(cut: Slices, owner: Place): Table["object"] {
  const object =
    owner.length === 0 ? (cut.kind === "table" ? cut.object : undefined) : pairAt(cut, owner)?.group?.object;
  if (object === undefined)
    throw new RangeError(`The mapping has no rows at ${owner.join(".") || "its top"}.`);
  return object;
}

function mustFindLines(text: string, place: Place) {
  const { group } = mustFind(text, place);
  if (group?.kind !== "lines") throw new RangeError(`Row ${place.join(".")} of the mapping makes no lines.`);
  return group;
}

/** The space before the first sign of the line that a place is on. */
function indentAt(text: string, at: number): string {
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, at))?.[0] ?? "";
}

/** What a level is moved in by: as the first row that stands on a line of its own. */
function unitOf(text: string): string {
  const cut = slices(text);
  const first = cut.kind === "table" ? cut.object.pairs[0] : undefined;
  if (cut.kind !== "table" || first === undefined) return "  ";
  const [outer, inner] = [indentAt(text, cut.object.start), indentAt(text, first.key.start)];
  return inner.length > outer.length && inner.startsWith(outer) ? inner.slice(outer.length) : "  ";
}
