import type { ComputedPreview, PreviewPass } from "./preview-job.ts";
import type { NodePasses, PassesByNode } from "./summarize.ts";

/**
 * What to show after a computation: what was computed just now; where it had to stop for want of an answer, what was shown before,
 * marked stale. What was computed with an answer before is stale too, until the present question has been answered.
 */
export function mergePasses(
  steps: readonly string[],
  computed: ComputedPreview,
  before: PassesByNode,
): PassesByNode {
  const isWaiting = computed.pending.length > 0 || Object.values(computed.passes).some(hasLate);
  const merged: Record<string, NodePasses> = {};
  for (const name of steps) merged[name] = mergeStep(computed.passes[name] ?? [], isWaiting, before[name]);
  return merged;
}

/** Whether a system could not answer now. */
function hasLate(passes: readonly PreviewPass[]): boolean {
  return passes.some((pass) => pass.outcome?.kind === "retrying");
}

function mergeStep(
  own: readonly PreviewPass[],
  isWaiting: boolean,
  before: NodePasses | undefined,
): NodePasses {
  const isPending = own.some((pass) => pass.pending);
  // Where nothing arrives while a step before it waits, what will arrive is not known.
  const isOpen = own.length === 0 ? isWaiting : own.some(isUnanswered);
  const waits = isPending || isOpen;
  const held = isOpen && before && before.passes.length > 0 && !before.passes.some(isUnanswered);
  if (held) return { passes: before.passes, stale: true, pending: waits };
  const stale = isOpen ? own.length === 0 : own.some((pass) => pass.assumed || pass.pending);
  if (before && before.passes === own && before.stale === stale && before.pending === isPending)
    return before;
  return { passes: own, stale, pending: isPending };
}

/** Whether a record waits for its first answer here: there is nothing to show but its input. */
export function isUnanswered(pass: PreviewPass): boolean {
  return pass.pending === true && pass.dryRun === undefined && pass.answer === undefined;
}

/** The same steps with everything marked stale, for when nothing can be computed at all. */
export function markStale(known: PassesByNode): PassesByNode {
  return Object.fromEntries(
    Object.entries(known).map(([name, one]) => [name, one.stale ? one : { ...one, stale: true }]),
  );
}
