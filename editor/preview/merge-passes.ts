import type { PassRow } from "@trasvase/shared/contract/preview.ts";
import type { ComputedPreview } from "./preview-job.ts";
import type { NodePasses, PassesByNode } from "./summarize.ts";

/**
 * What to show after a computation: what was computed just now; where it had to stop for want of an answer, what the server
 * answered for this very graph and sample; where that is missing too, what was shown before, marked stale.
 */
export function mergePasses(
  steps: readonly string[],
  computed: ComputedPreview,
  answered: readonly PassRow[] | undefined,
  before: PassesByNode,
): PassesByNode {
  const merged: Record<string, NodePasses> = {};
  const waiting = new Set(computed.pending);
  for (const name of steps) {
    const own = computed.passes.filter((pass) => pass.node === name);
    const isPending = own.some((pass) => pass.pending);
    // A step behind a waiting one may still be reached, by records that took another way; what is missing is then not known.
    const complete = !isPending && (own.length > 0 || waiting.size === 0);
    if (complete) {
      merged[name] = { passes: own, stale: false, pending: false };
      continue;
    }
    const fromServer = answered?.filter((pass) => pass.node === name);
    if (fromServer) merged[name] = { passes: fromServer, stale: false, pending: false };
    else merged[name] = hold(before[name], own, isPending);
  }
  return merged;
}

function hold(before: NodePasses | undefined, own: NodePasses["passes"], pending: boolean): NodePasses {
  if (before && before.passes.length > 0 && !before.passes.some((pass) => pass.pending)) {
    return { passes: before.passes, stale: true, pending };
  }
  return { passes: own, stale: own.length === 0, pending };
}

/** The same steps with everything marked stale, for when nothing can be computed at all. */
export function markStale(known: PassesByNode): PassesByNode {
  return Object.fromEntries(
    Object.entries(known).map(([name, one]) => [name, one.stale ? one : { ...one, stale: true }]),
  );
}
