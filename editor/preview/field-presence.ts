import type { Json } from "@trasvase/shared/json.ts";
import type { ValuePath } from "../expression/expression-path.ts";
import { membersOf } from "../ui/json-rows.ts";

/** In how many samples each field of a step's records is there. */
export interface Presence {
  /** Samples whose records reach the step. */
  readonly of: number;
  /** By place (see presencePlace). */
  readonly counts: Readonly<Record<string, number>>;
}

/** Names a place alike for all elements of a list. */
function presencePlace(path: ValuePath): string {
  return JSON.stringify(path.filter((part) => typeof part === "string"));
}

/** Counts fields over samples; of each sample the records that reached the step. */
export function countPresence(samples: readonly (readonly { readonly input: Json }[])[]): Presence {
  const counts: Record<string, number> = {};
  const arrived = samples.filter((records) => records.length > 0);
  for (const records of arrived) {
    const places = new Set<string>();
    for (const { input } of records) collect(input, [], places);
    for (const place of places) counts[place] = (counts[place] ?? 0) + 1;
  }
  return { of: arrived.length, counts };
}

function collect(value: Json, path: ValuePath, places: Set<string>): void {
  for (const [name, member] of membersOf(value)) {
    const inner = typeof name === "string" ? [...path, name] : path;
    if (typeof name === "string") places.add(presencePlace(inner));
    collect(member, inner, places);
  }
}

/** In how many samples a place is there. */
export function presenceAt({ counts }: Presence, path: ValuePath): number {
  return counts[presencePlace(path)] ?? 0;
}
