import type { TokenStore } from "@trasvase/shared/connector.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { type Counter, type SharedCounters, zeroCounter } from "@trasvase/shared/quota.ts";

/** Tokens kept for as long as this process lives. */
export function memoryTokens(): TokenStore {
  let stored: Readonly<Record<string, Json>> | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  return {
    read: async () => stored,
    refresh(renew) {
      const mine = turn.then(async () => {
        stored = await renew(stored);
        return stored;
      });
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}

/** Counters kept for as long as this process lives. */
export function memoryCounters(): SharedCounters {
  const counters = new Map<string, Counter>();
  return {
    async change(names, change) {
      const present = Object.fromEntries(names.map((name) => [name, counters.get(name) ?? zeroCounter]));
      const { answer, changed } = change(present);
      for (const [name, counter] of Object.entries(changed)) counters.set(name, counter);
      return answer;
    },
  };
}
