import type { ResourceField } from "../connector.ts";
import { isJsonObject, type Json } from "../json.ts";
import type { StandIns } from "./stand-ins.ts";

/** The personal fields of a kind of record, as a tree of names; through a list the way goes into every element. */
export interface PersonalFields {
  /** Everything below is personal. */
  readonly whole: boolean;
  readonly members: ReadonlyMap<string, PersonalFields>;
}

interface GrowingFields {
  whole: boolean;
  readonly members: Map<string, GrowingFields>;
}

/**
 * The personal fields among those of a resource, and those at paths that a person marked (`buyer.email`; a name that itself has dots is
 * found too). Undefined when there are none.
 */
export function personalFieldsOf(
  fields: readonly ResourceField[],
  marked: readonly string[] = [],
): PersonalFields | undefined {
  const root: GrowingFields = { whole: false, members: new Map() };
  addFields(root, fields);
  for (const path of marked) {
    const trimmed = path.trim();
    if (trimmed === "") continue;
    mark(root, [trimmed]);
    mark(root, trimmed.split(".").map(unquoted));
  }
  return root.members.size > 0 ? root : undefined;
}

function addFields(into: GrowingFields, fields: readonly ResourceField[]): void {
  for (const field of fields) {
    if (field.personal) mark(into, [field.name]);
    else if (field.fields?.some(isPersonal)) addFields(memberOf(into, field.name), field.fields);
  }
}

function isPersonal(field: ResourceField): boolean {
  return field.personal === true || (field.fields?.some(isPersonal) ?? false);
}

function mark(root: GrowingFields, path: readonly string[]): void {
  path.reduce(memberOf, root).whole = true;
}

function memberOf(of: GrowingFields, name: string): GrowingFields {
  const known = of.members.get(name);
  if (known) return known;
  const made: GrowingFields = { whole: false, members: new Map() };
  of.members.set(name, made);
  return made;
}

function unquoted(name: string): string {
  return /^`.*`$/.test(name) ? name.slice(1, -1) : name;
}

/** A record with stand-ins in its personal fields. Everything else is the same, also in memory. */
export function withStandIns(data: Json, fields: PersonalFields | undefined, standIns: StandIns): Json {
  if (!fields) return data;
  if (fields.whole) return standIns.value(data);
  if (isList(data)) return data.map((one) => withStandIns(one, fields, standIns));
  if (!isJsonObject(data)) return data;
  const changed: Record<string, Json> = {};
  for (const [name, inner] of fields.members) {
    if (!Object.hasOwn(data, name)) continue;
    const member = data[name];
    if (member === undefined) continue;
    const made = withStandIns(member, inner, standIns);
    if (made !== member) changed[name] = made;
  }
  // Spread first, so that the order of the members stays.
  return Object.keys(changed).length === 0 ? data : { ...data, ...changed };
}

/** The fields in which a record differs from the same one with stand-ins: they were made of something personal. */
export function differingFields(original: Json, standIn: Json): PersonalFields | undefined {
  const root: GrowingFields = { whole: false, members: new Map() };
  noteDiffering(root, original, standIn);
  return root.whole || root.members.size > 0 ? root : undefined;
}

function noteDiffering(into: GrowingFields, original: Json, standIn: Json): void {
  if (original === standIn) return;
  if (isList(original)) {
    if (!isList(standIn)) into.whole = true;
    else for (const [index, one] of original.entries()) noteDiffering(into, one, standIn[index] ?? null);
    return;
  }
  if (!isJsonObject(original) || !isJsonObject(standIn)) {
    into.whole = true;
    return;
  }
  for (const [name, member] of Object.entries(original)) {
    const other = Object.hasOwn(standIn, name) ? standIn[name] : undefined;
    const below: GrowingFields = { whole: false, members: new Map() };
    noteDiffering(below, member, other ?? null);
    if (below.whole || below.members.size > 0) merge(memberOf(into, name), below);
  }
}

/** The fields of both. */
export function joinFields(
  one: PersonalFields | undefined,
  other: PersonalFields | undefined,
): PersonalFields | undefined {
  if (!one || !other) return one ?? other;
  const joined: GrowingFields = { whole: false, members: new Map() };
  merge(joined, one);
  merge(joined, other);
  return joined;
}

function merge(into: GrowingFields, more: PersonalFields): void {
  into.whole ||= more.whole;
  for (const [name, member] of more.members) merge(memberOf(into, name), member);
}

// Array.isArray does not narrow readonly arrays.
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** Whether an expression that reads these paths reads something personal. A path that ends above a personal field reads it too. */
export function readsPersonal(
  paths: readonly (readonly string[])[],
  fields: PersonalFields | undefined,
): boolean {
  if (!fields) return false;
  return paths.some((path) => {
    let at: PersonalFields | undefined = fields;
    for (const name of path) {
      if (at.whole || name === "*" || name === "**") return true;
      const next: PersonalFields | undefined = at.members.get(name);
      if (!next) return false;
      at = next;
    }
    return true;
  });
}

/** The personal fields as paths for people, such as `customer` and `billing.street`. */
export function printPersonalPaths(fields: PersonalFields | undefined): string[] {
  if (!fields) return [];
  const paths = [...fields.members].flatMap(([name, inner]) =>
    inner.whole ? [name] : printPersonalPaths(inner).map((path) => `${name}.${path}`),
  );
  return [...new Set(paths)];
}
