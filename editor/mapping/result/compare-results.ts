import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { isList } from "../../expression/expression-path.ts";
import { membersOf } from "../../ui/json-rows.ts";

/** How a field differs between two results. */
export interface FieldDifference {
  readonly path: readonly (string | number)[];
  readonly kind: "same" | "changed" | "added" | "removed";
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

export interface CompareOptions {
  /** Fields that only `before` has count as removed; otherwise they are left out, as those of a record that is written to in part. */
  readonly showsRemoved: boolean;
}

/** Compares two results field by field. Numbers and dates that only are written differently are the same. */
export function compareResults(
  before: Json | undefined,
  after: Json | undefined,
  { showsRemoved }: CompareOptions,
): readonly FieldDifference[] {
  const found: FieldDifference[] = [];
  const visit = (path: FieldDifference["path"], was: Json | undefined, is: Json | undefined): void => {
    if (is === undefined) {
      if (was !== undefined && showsRemoved) found.push({ path, kind: "removed", before: was, after: is });
      return;
    }
    if (was === undefined) {
      found.push({ path, kind: "added", before: was, after: is });
      return;
    }
    const canOpen = (isJsonObject(was) && isJsonObject(is)) || (isList(was) && isList(is));
    if (!canOpen || membersOf(is).length + membersOf(was).length === 0) {
      found.push({ path, kind: meansTheSame(was, is) ? "same" : "changed", before: was, after: is });
      return;
    }
    const old = new Map(membersOf(was));
    const names = [...membersOf(is).map(([name]) => name)];
    // Elements of a list that are gone are a difference in any case: a list is written as a whole.
    const gone = [...old.keys()].filter((name) => !names.includes(name));
    const now = new Map(membersOf(is));
    for (const name of names) visit([...path, name], old.get(name), now.get(name));
    for (const name of gone) {
      const removed = old.get(name);
      if (removed === undefined || (!showsRemoved && !isList(is))) continue;
      found.push({ path: [...path, name], kind: "removed", before: removed, after: undefined });
    }
  };
  visit([], before, after);
  return found;
}

/** Whether two values are the same but for how numbers and moments are written. */
function meansTheSame(a: Json, b: Json): boolean {
  if (Object.is(a, b)) return true;
  const [numberA, numberB] = [asNumber(a), asNumber(b)];
  if (numberA !== undefined && numberA === numberB) return true;
  const [momentA, momentB] = [asMoment(a), asMoment(b)];
  if (momentA !== undefined && momentA === momentB) return true;
  return typeof a === "object" && typeof b === "object" && JSON.stringify(a) === JSON.stringify(b);
}

/** A number, or a text that is one and says no more than it: `00123` is a code. */
function asNumber(value: Json): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || !/^[+-]?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(value.trim())) return undefined;
  return Number(value);
}

/** Milliseconds of a date, or of a moment; a date is its beginning. */
function asMoment(value: Json): number | undefined {
  if (typeof value !== "string") return undefined;
  const ticks = /^\/Date\((-?\d+)\)\/$/.exec(value);
  if (ticks) return Number(ticks[1]);
  const written =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(value);
  if (!written) return undefined;
  const [, day = "", time = "00:00:00", zone = "Z"] = written;
  const moment = Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(moment) ? undefined : moment;
}
