import type { Superseding } from "@trasvase/db/queries/supersede-deliveries.ts";
import { isFinal, type OutcomeKind } from "@trasvase/shared/outcome.ts";
import type { RecordToSettle } from "./settlement.ts";

/** Outcomes at a destination after which an older state of the key has nothing to do there any more. */
const takesPlace = new Set<OutcomeKind>([
  "created",
  "updated",
  "unchanged",
  "skipped",
  "retrying",
  "unknown",
]);

/**
 * Where the walked states take the place of older ones of their key: at every destination they reached, unless they were refused there.
 * Having ended well everywhere, they also take the place of older ones that have not come as far as a destination (`node` null):
 * those would overwrite newer values when they do.
 */
export function supersedingOf(records: readonly RecordToSettle[]): Superseding[] {
  return records.flatMap((walked) => {
    if (walked.waits || walked.record.refused) return [];
    const { id: recordId, key } = walked.record;
    const nodes = new Set<string>();
    for (const effect of walked.effects) {
      if (effect.does === "deliver" && takesPlace.has(effect.outcome.kind)) nodes.add(effect.node);
    }
    const endedWell = nodes.size > 0 && walked.leaves.every((leaf) => isFinal(leaf.outcome.kind));
    return [...nodes, ...(endedWell ? [null] : [])].map((node) => ({ key, node, recordId }));
  });
}
