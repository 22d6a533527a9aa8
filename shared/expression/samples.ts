import { isObject } from "./values.ts";

/** What stands at one path in several samples. */
export interface SampleField {
  /** Samples that have the field. */
  readonly present: number;
  /** Samples in which there was an object that could have it. */
  readonly possible: number;
  /** Of the objects that could have it, those that do not. */
  readonly missingIn: number;
  /** JSON types seen there, without those of list items. */
  readonly types: ReadonlySet<string>;
  /** A value seen there. */
  readonly example: unknown;
  /** Whether a list was on the way, so that a path gives several values. */
  readonly throughList: boolean;
  /** Keys of the objects the last name was looked for in. */
  readonly siblings: ReadonlySet<string>;
}

/** JSON's name for a value's type, with `integer` counted as number. */
export function jsonType(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** Looks a path up in all samples, through lists as a path of the language does. */
export function fieldInSamples(samples: readonly unknown[], path: readonly string[]): SampleField {
  const found = { present: 0, possible: 0, missingIn: 0, throughList: false, example: undefined as unknown };
  const types = new Set<string>();
  const siblings = new Set<string>();
  const parentPath = path.slice(0, -1);
  const name = path.at(-1) ?? "";
  for (const sample of samples) {
    const parents = objectsAt(sample, parentPath);
    if (parents.throughList) found.throughList = true;
    if (parents.objects.length > 0) found.possible++;
    let here = false;
    for (const parent of parents.objects) {
      for (const key of Object.keys(parent)) siblings.add(key);
      if (!Object.hasOwn(parent, name)) {
        found.missingIn++;
        continue;
      }
      here = true;
      types.add(jsonType(parent[name]));
      found.example ??= parent[name];
    }
    if (here) found.present++;
  }
  return { ...found, types, siblings };
}

/** What a step of a path gives; `*` takes every field, `**` everything inside and the value itself. */
function membersNamed(value: unknown, name: string): unknown[] {
  if (!isObject(value)) return name === "**" ? [value] : [];
  if (name === "*") return Object.values(value);
  if (name === "**") return [value, ...Object.values(value).flatMap((member) => inside(member))];
  return Object.hasOwn(value, name) ? [value[name]] : [];
}

function inside(value: unknown): unknown[] {
  return Array.isArray(value) ? value.flatMap(inside) : membersNamed(value, "**");
}

/** The objects at a path, and whether a list was met on the way or at its end. */
export function objectsAt(
  sample: unknown,
  path: readonly string[],
): { objects: Record<string, unknown>[]; throughList: boolean } {
  let values: unknown[] = [sample];
  let throughList = false;
  const spread = (list: readonly unknown[]): unknown[] =>
    list.flatMap((value) => {
      if (!Array.isArray(value)) return [value];
      throughList = true;
      return spread(value);
    });
  for (const name of path) values = spread(values).flatMap((value) => membersNamed(value, name));
  return { objects: spread(values).filter(isObject), throughList };
}
