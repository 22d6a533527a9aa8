import type { DryRunRow } from "@trasvase/shared/contract/preview.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { isList, type ValuePath, valueAt } from "../expression/expression-path.ts";
import { membersOf } from "../ui/json-rows.ts";
import { printPlace } from "./table-of.ts";

/** A field of a record on its way beside the same field of the record in the target. */
export interface ComparedField {
  readonly place: string;
  readonly there: Json | undefined;
  readonly sent: Json | undefined;
  /** `changed`: an update sends another value. `left`: it differs, and an update leaves it, because only a create sends it. */
  readonly state: "same" | "changed" | "left";
}

/**
 * The record on its way beside the one in the target, by plain values. Which fields count as different is what the dry run said;
 * inside a list that differs every value is told apart.
 */
export function compareRecords(
  outgoing: Json,
  present: Json,
  changes: DryRunRow["changes"],
): readonly ComparedField[] {
  const rows: ComparedField[] = [];
  const visit = (path: ValuePath, value: Json) => {
    const members = membersOf(value);
    const there = valueAt(present, path);
    if (members.length === 0) {
      rows.push({
        place: printPlace(path),
        there,
        sent: value,
        state: stateAt(path, value, there, changes),
      });
    }
    for (const [name, member] of members) visit([...path, name], member);
    if (!isList(value) || !isList(there)) return;
    for (let index = value.length; index < there.length; index++) {
      const place = [...path, index];
      rows.push({
        place: printPlace(place),
        there: there[index],
        sent: undefined,
        state: changeAt(path, changes),
      });
    }
  };
  visit([], outgoing);
  return rows;
}

function stateAt(
  path: ValuePath,
  sent: Json,
  there: Json | undefined,
  changes: DryRunRow["changes"],
): ComparedField["state"] {
  const isEqual = JSON.stringify(sent) === JSON.stringify(there ?? null) || String(sent) === String(there);
  return isEqual ? "same" : changeAt(path, changes);
}

function changeAt(path: ValuePath, changes: DryRunRow["changes"]): ComparedField["state"] {
  const names = path.filter((part) => typeof part === "string").join(".");
  const change = changes.find((one) => names === one.path || names.startsWith(`${one.path}.`));
  if (!change) return "same";
  return change.createOnly ? "left" : "changed";
}
