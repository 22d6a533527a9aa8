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
export function findNotJson(value: unknown, depth = 0): NotJson | undefined {
  switch (typeof value) {
    case "string":
    case "boolean":
      return undefined;
    case "number":
      return Number.isFinite(value) ? undefined : { path: "", what: `the number ${value}` };
    case "object":
      break;
    default:
      return { path: "", what: typeof value === "undefined" ? "nothing" : `a ${typeof value}` };
  }
  if (value === null) return undefined;
  if (depth >= maxJsonDepth) return { path: "", what: `nesting deeper than ${maxJsonDepth} levels` };
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const inner = findNotJson(value[index], depth + 1);
      if (inner) return { path: `[${index}]${joint(inner.path)}`, what: inner.what };
    }
    return undefined;
  }
  for (const [key, member] of Object.entries(value)) {
    const inner = findNotJson(member, depth + 1);
    if (inner) return { path: `${key}${joint(inner.path)}`, what: inner.what };
  }
  return undefined;
}

function joint(path: string): string {
  return path === "" || path.startsWith("[") ? path : `.${path}`;
}
