import type { Ending } from "@trasvase/shared/effects.ts";

/** Code of an arrival held because the first records of a flow wait for a person's confirmation. */
export const heldFirstCode = "held-first";
/** Code of an arrival held because its run has created as many as it may. */
export const heldCapCode = "held-cap";

/** Whether an outcome waits for a person's confirmation. */
export function isHeld(outcome: Pick<Ending, "kind" | "code">): boolean {
  return outcome.kind === "retrying" && (outcome.code === heldFirstCode || outcome.code === heldCapCode);
}
