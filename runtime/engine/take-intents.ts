import type { Ending } from "@trasvase/shared/effects.ts";
import type { Bulk, Candidate } from "./candidates.ts";
import type { Intent, Intents } from "./intents.ts";

/** What taking intents needs of the world. */
export interface IntentAccess {
  readonly intents: Intents;
  wait(milliseconds: number): Promise<void>;
  /** How long an arrival waits for another one with the same match value. */
  readonly matchWaitMs: number;
}

/** A candidate that may be written. */
export interface Taken {
  readonly candidate: Candidate;
  /** Set when an earlier call for this arrival may or may not have been carried out. */
  readonly settleInMs: number | undefined;
}

/** The intent of a candidate; undefined where sending twice is harmless and there is no match value to guard. */
export function intentOf(bulk: Bulk, candidate: Candidate): Intent | undefined {
  const { connection, resource } = bulk.terms;
  const { arrival, match } = candidate;
  if (!match && bulk.resource?.repeat === "key") return undefined;
  return { connection, resource, matchText: match?.text ?? `arrival ${arrival.id}`, arrival: arrival.id };
}

/** Takes the right to write. What another arrival holds is waited for a little, then put off. */
export async function takeIntents(
  access: IntentAccess,
  bulk: Bulk,
  candidates: readonly Candidate[],
  putOff: (candidate: Candidate, outcome: Ending) => void,
): Promise<Taken[]> {
  const taken: Taken[] = [];
  let open = candidates.flatMap((candidate) => {
    const intent = intentOf(bulk, candidate);
    if (!intent) taken.push({ candidate, settleInMs: undefined });
    return intent ? [{ candidate, intent }] : [];
  });
  for (let waited = 0; open.length > 0; waited += pollMs) {
    const states = await access.intents.take(open.map((one) => one.intent));
    const still: typeof open = [];
    open.forEach((one, index) => {
      const state = states[index];
      if (state?.kind === "ours") taken.push({ candidate: one.candidate, settleInMs: undefined });
      else if (state?.kind === "unsettled")
        taken.push({ candidate: one.candidate, settleInMs: state.settleInMs });
      else still.push(one);
    });
    open = still;
    if (open.length === 0 || waited >= access.matchWaitMs) break;
    await access.wait(pollMs);
  }
  for (const { candidate } of open) putOff(candidate, sameMatch);
  return taken.sort((a, b) => a.candidate.index - b.candidate.index);
}

const pollMs = 100;

const sameMatch: Ending = {
  kind: "retrying",
  code: "same-match",
  message:
    "Another record with the same match value is being sent just now. This one follows when its result is known.",
  retryAfterMs: 500,
};
