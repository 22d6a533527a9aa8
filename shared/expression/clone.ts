import { Fault } from "./fault.ts";
import type { Run } from "./run.ts";
import { setMember } from "./sequence.ts";

/** A deep copy, and every object and array that belongs to it. */
export interface Clone {
  readonly copy: unknown;
  readonly containers: ReadonlySet<unknown>;
}

/** Copies a value as JSON would: numbers rounded to 15 digits, functions as empty texts. */
export function cloneAll(value: unknown, run: Run): Clone {
  const containers = new Set<unknown>();
  return { copy: cloneValue(value, containers, run), containers };
}

function cloneValue(value: unknown, containers: Set<unknown>, run: Run): unknown {
  switch (typeof value) {
    case "function":
      return "";
    case "number":
      return cloneNumber(value);
    case "object":
      break;
    default:
      return value;
  }
  if (value === null) return null;
  run.charge(8);
  if (Array.isArray(value)) {
    const copy: unknown[] = [];
    containers.add(copy);
    for (const item of value) copy.push(cloneValue(item, containers, run) ?? null);
    return copy;
  }
  const copy: Record<string, unknown> = {};
  containers.add(copy);
  for (const key of Object.keys(value)) {
    const member = cloneValue((value as Record<string, unknown>)[key], containers, run);
    if (member !== undefined) setMember(copy, key, member);
  }
  return copy;
}

/** A value with copies of whatever belongs to a clone, so that putting it into the clone cannot close a circle. */
export function detach(value: unknown, containers: ReadonlySet<unknown>, run: Run): unknown {
  if (typeof value !== "object" || value === null) return value;
  run.charge(4);
  const owned = containers.has(value);
  if (Array.isArray(value)) {
    const items = value.map((item) => detach(item, containers, run));
    return owned || items.some((item, index) => item !== value[index]) ? items : value;
  }
  const copy: Record<string, unknown> = {};
  let changed = owned;
  for (const key of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[key];
    const detached = detach(member, containers, run);
    changed ||= detached !== member;
    setMember(copy, key, detached);
  }
  return changed ? copy : value;
}

function cloneNumber(value: number): number | null {
  if (Number.isNaN(value)) return null;
  if (!Number.isFinite(value)) throw new Fault("D1001", { value });
  if (Number.isInteger(value)) return value === 0 ? 0 : value;
  return Number(value.toPrecision(15));
}
