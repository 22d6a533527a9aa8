import type { Sandbox } from "@trasvase/nodes/connectors/sandbox.ts";
import type { Services } from "@trasvase/shared/connector.ts";
import { openSharedCounters } from "../connections/shared-counters.ts";
import { openTokenStore } from "../connections/token-store.ts";
import type { ServicesFor } from "../engine/engine.ts";
import { testServices } from "./make-engine.ts";
import type { EngineParts } from "./test-server.ts";

/** Services whose network is stand-ins, by host, and whose tokens and counts are in the database as in production. */
export function sandboxServices(
  { database, keys }: Pick<EngineParts, "database" | "keys">,
  sandboxes: ReadonlyMap<string, Pick<Sandbox, "handle">>,
  own: Partial<Services> = {},
): ServicesFor {
  return (connection) => ({
    ...testServices,
    tokens: openTokenStore(database, keys, connection),
    counters: openSharedCounters(database, connection),
    fetch: async (url, init) => {
      const sandbox = sandboxes.get(new URL(url).host);
      if (!sandbox) throw new Error(`No stand-in answers for ${new URL(url).host}.`);
      return await sandbox.handle(new Request(url, init));
    },
    ...own,
  });
}
