import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";

/** The value at a path such as `billing.country`; a field whose own name has dots is found first. */
export function fieldValue(data: Json, path: string): Json | undefined {
  if (!isJsonObject(data)) return undefined;
  if (Object.hasOwn(data, path)) return data[path];
  const dot = path.indexOf(".");
  if (dot < 0) return undefined;
  const head = path.slice(0, dot);
  const inner = Object.hasOwn(data, head) ? data[head] : undefined;
  return inner === undefined ? undefined : fieldValue(inner, path.slice(dot + 1));
}

/** A record without the fields at some paths. Inside lists the path goes through every element. */
export function withoutFields(data: Json, paths: readonly string[]): Json {
  return paths.reduce<Json>((rest, path) => withoutField(rest, path), data);
}

function withoutField(data: Json, path: string): Json {
  if (Array.isArray(data)) return data.map((one: Json) => withoutField(one, path));
  if (!isJsonObject(data)) return data;
  if (Object.hasOwn(data, path)) {
    const { [path]: _, ...rest } = data;
    return rest;
  }
  const dot = path.indexOf(".");
  const head = path.slice(0, Math.max(dot, 0));
  const inner = dot > 0 && Object.hasOwn(data, head) ? data[head] : undefined;
  return inner === undefined ? data : { ...data, [head]: withoutField(inner, path.slice(dot + 1)) };
}

/** A field whose value in the target differs from what would be sent. */
export interface FieldChange {
  readonly path: string;
  readonly from: Json | undefined;
  readonly to: Json | undefined;
}

/**
 * The fields we send whose value in the target is another. Fields that we do not send do not count, null equals missing, and a
 * number equals its text: large numbers travel as text.
 */
export function changedFields(sent: Json, target: Json, prefix = ""): FieldChange[] {
  if (isJsonObject(sent)) {
    const there: JsonObject = isJsonObject(target) ? target : {};
    return Object.entries(sent).flatMap(([name, value]) => {
      const path = prefix === "" ? name : `${prefix}.${name}`;
      const old = Object.hasOwn(there, name) ? there[name] : undefined;
      return isJsonObject(value) && isJsonObject(old ?? null)
        ? changedFields(value, old ?? null, path)
        : sameValue(value, old)
          ? []
          : [{ path, from: old, to: value }];
    });
  }
  return sameValue(sent, target) ? [] : [{ path: prefix, from: target, to: sent }];
}

function sameValue(sent: Json, there: Json | undefined): boolean {
  if (sent === null || there === null || there === undefined) return (sent ?? null) === (there ?? null);
  if (Array.isArray(sent)) {
    if (!Array.isArray(there) || sent.length !== there.length) return false;
    return sent.every((one: Json, index) => changedFields(one, there[index] as Json).length === 0);
  }
  if (isJsonObject(sent)) return changedFields(sent, there).length === 0;
  return typeof there !== "object" && String(sent) === String(there);
}
