/** A JSON value; never mutated once it belongs to a record. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. Keys come from outside, so read it through {@link isJsonObject} and own properties only. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Whether a value is a JSON object (not an array, not null). */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Where in a value something stands that JSON cannot hold (a function, NaN, undefined in an array), and what it is. */
export interface NotJson {
  readonly path: string;
  readonly what: string;
}

/** Depth at which a value is refused instead of walked further: deeper JSON is an attack, not a business record. */
export const maxJsonDepth = 200;

/** Finds the first place where `value` is not JSON; undefined when all of it is. Members that are undefined are not JSON either. */
export function findNotJson(value: unknown): NotJson | undefined {
  // Every output of every mapping comes by here, so the common case must not build anything.
  return isJson(value, 0) ? undefined : findPlace(value, 0);
}

function isJson(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case "string":
    case "boolean":
      return true;
    case "number":
      return Number.isFinite(value);
    case "object":
      break;
    default:
      return false;
  }
  if (value === null) return true;
  if (depth >= maxJsonDepth) return false;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) if (!isJson(value[index], depth + 1)) return false;
    return true;
  }
  // Read by name only; a key that is merely inherited is enumerable only if somebody damaged a prototype.
  const members = value as Readonly<Record<string, unknown>>;
  for (const key in members) if (!isJson(members[key], depth + 1)) return false;
  return true;
}

function findPlace(value: unknown, depth: number): NotJson | undefined {
  if (typeof value === "number" && !Number.isFinite(value)) return { path: "", what: `the number ${value}` };
  if (typeof value !== "object") {
    return isJson(value, depth)
      ? undefined
      : { path: "", what: value === undefined ? "nothing" : `a ${typeof value}` };
  }
  if (value === null) return undefined;
  if (depth >= maxJsonDepth) return { path: "", what: `nesting deeper than ${maxJsonDepth} levels` };
  const members: readonly (readonly [string, unknown])[] = Array.isArray(value)
    ? value.map((member, index) => [`[${index}]`, member])
    : Object.entries(value);
  for (const [key, member] of members) {
    const inner = findPlace(member, depth + 1);
    if (inner) return { path: `${key}${joint(inner.path)}`, what: inner.what };
  }
  return undefined;
}

function joint(path: string): string {
  return path === "" || path.startsWith("[") ? path : `.${path}`;
}
