import type { Database } from "@trasvase/db/client.ts";
import { sendIntents } from "@trasvase/db/queries/send-intents.ts";
import { takeIntents, type WantedIntent } from "@trasvase/db/queries/take-intents.ts";
import type { LaneClaim } from "../queue/queue.ts";
import type { HashKey } from "../secrets.ts";
import { Fenced } from "./fenced.ts";
import type { Intent, IntentState, Intents } from "./intents.ts";

/** The intents of one walk of a claimed lane, in the database. */
export class StoredIntents implements Intents {
  readonly #database: Database;
  readonly #claim: LaneClaim;
  readonly #hashKey: HashKey;
  readonly #settleAfterMs: number;
  /** Held by this walk already: a second arrival with the match value goes on behind the first. */
  readonly #held = new Set<string>();
  readonly #doubtful = new Set<string>();

  constructor(
    database: Database,
    claim: LaneClaim,
    terms: { readonly hashKey: HashKey; readonly settleAfterMs: number },
  ) {
    this.#database = database;
    this.#claim = claim;
    this.#hashKey = terms.hashKey;
    this.#settleAfterMs = terms.settleAfterMs;
  }

  /** Whether this walk holds locks that settling has to remove. */
  get tookAny(): boolean {
    return this.#held.size > 0;
  }

  async take(intents: readonly Intent[]): Promise<readonly IntentState[]> {
    const states = intents.map((intent) => this.#known(intent));
    const open = intents.filter((_, index) => !states[index]);
    const answers =
      open.length === 0
        ? []
        : await takeIntents(
            this.#database,
            this.#claim.workspaceId,
            this.#claim,
            open.map((intent) => this.#wanted(intent)),
          );
    open.forEach((intent, index) => {
      if (answers[index]?.kind !== "taken") this.#held.add(nameOf(intent));
    });
    let next = 0;
    return states.map((state) => {
      if (state) return state;
      const answer = answers[next++];
      return answer?.kind === "left"
        ? { kind: "unsettled", settleInMs: answer.settleInMs }
        : { kind: answer?.kind ?? "taken" };
    });
  }

  async send(intents: readonly Intent[]): Promise<void> {
    if (intents.length === 0) return;
    const unique = new Map(intents.map((intent) => [nameOf(intent), intent]));
    const wanted = [...unique.values()].map((intent) => {
      const { arrival: _, ...lock } = this.#wanted(intent);
      return lock;
    });
    const marked = await sendIntents(this.#database, this.#claim.workspaceId, this.#claim, {
      intents: wanted,
      settleAfterMs: this.#settleAfterMs,
    });
    if (marked !== wanted.length) throw new Fenced();
  }

  doubt(intent: Intent): void {
    this.#doubtful.add(nameOf(intent));
  }

  #known(intent: Intent): IntentState | undefined {
    const name = nameOf(intent);
    if (this.#doubtful.has(name)) return { kind: "taken" };
    return this.#held.has(name) ? { kind: "ours" } : undefined;
  }

  #wanted(intent: Intent): WantedIntent {
    const { connection, resource, arrival } = intent;
    return { connection, resource, arrival, matchHash: this.#hashKey.hash(intent.matchText) };
  }
}

function nameOf(intent: Intent): string {
  return `${intent.connection}\n${intent.resource}\n${intent.matchText}`;
}
