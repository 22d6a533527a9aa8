import type { Run } from "./run.ts";
import { marksOf, setMember } from "./sequence.ts";

/**
 * The value as a caller may see it: no marks, no functions. Shares what needs no change. Counts its work: a small value
 * that contains another many times over would be enormous once it is written out.
 */
export function plain(value: unknown, run: Run): unknown {
  if (typeof value === "function") return undefined;
  return typeof value === "object" && value !== null ? plainContainer(value, run) : value;
}

function plainContainer(value: object, run: Run): unknown {
  if (Array.isArray(value)) return plainArray(value, run);
  let copy: Record<string, unknown> | undefined;
  const keys = Object.keys(value);
  run.charge(keys.length);
  for (const key of keys) {
    const member = (value as Record<string, unknown>)[key];
    if (typeof member !== "function" && (typeof member !== "object" || member === null)) continue;
    const cleaned = plain(member, run);
    if (cleaned === member) continue;
    copy ??= copyOf(value as Record<string, unknown>);
    if (cleaned === undefined) delete copy[key];
    else setMember(copy, key, cleaned);
  }
  return copy ?? value;
}

function plainArray(value: unknown[], run: Run): unknown[] {
  run.charge(value.length);
  let copy = marksOf(value) === 0 ? undefined : value.slice();
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (item !== undefined && typeof item !== "function" && typeof item !== "object") continue;
    const cleaned = plain(item, run);
    if (cleaned === item && item !== undefined) continue;
    copy ??= value.slice();
    copy[index] = cleaned ?? null;
  }
  return copy ?? value;
}

function copyOf(value: Record<string, unknown>): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) setMember(copy, key, value[key]);
  return copy;
}
