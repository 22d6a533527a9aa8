/** A create or update that may leave the process: what it would write, and the arrival it is for. */
export interface Intent {
  readonly connection: string;
  readonly resource: string;
  /** Stands for the match value; of a step without match fields for the arrival. */
  readonly matchText: string;
  readonly arrival: string;
}

/** Who has the right to write for a match value now. */
export type IntentState =
  | { readonly kind: "ours" }
  /** This same arrival was leaving when its worker died, or its answer was lost. Nothing is settled before `settleInMs` has passed. */
  | { readonly kind: "unsettled"; readonly settleInMs: number }
  /** Another arrival with this match value is on its way. */
  | { readonly kind: "taken" };

/**
 * The locks on match values, which are also the proof that something left. Each is taken before looking whether the record is there,
 * and marked, durably, before the call that writes. Settling the walk removes them.
 */
export interface Intents {
  take(intents: readonly Intent[]): Promise<readonly IntentState[]>;
  /** Marks intents that are ours as leaving now; resolves when that is durable. Throws when one is no longer ours. */
  send(intents: readonly Intent[]): Promise<void>;
  /** The call of an intent got no answer: until it is settled, nobody else writes for its match value. */
  doubt(intent: Intent): void;
}

/** Without a database there is one walk and no crash to recover from: every intent is ours. */
export const noIntents: Intents = {
  take: async (intents) => intents.map(() => ({ kind: "ours" })),
  send: async () => {},
  doubt: () => {},
};
