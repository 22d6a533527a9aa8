import type { Database } from "@trasvase/db/client.ts";
import { lockCounters } from "@trasvase/db/queries/lock-counters.ts";
import { storeCounters } from "@trasvase/db/queries/store-counters.ts";
import type { SharedCounters } from "@trasvase/shared/quota.ts";
import { zeroCounter } from "@trasvase/shared/quota.ts";

/** The counts of one connection, shared by every flow and process through the database. */
export function openSharedCounters(
  database: Database,
  place: { readonly workspaceId: string; readonly name: string },
): SharedCounters {
  const { name: connection, workspaceId } = place;
  return {
    change: (names, change) =>
      database.transaction(async (transaction) => {
        const rows = await lockCounters(transaction, { workspaceId, connection }, names);
        const present = Object.fromEntries(names.map((name) => [name, zeroCounter]));
        for (const { name, ...counter } of rows) present[name] = counter;
        const { answer, changed } = change(present);
        const stored = Object.entries(changed).map(([name, counter]) => ({ name, ...counter }));
        await storeCounters(transaction, { workspaceId, connection }, stored);
        return answer;
      }),
  };
}
