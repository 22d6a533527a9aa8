import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Database } from "@trasvase/db/client.ts";
import type { Services } from "@trasvase/shared/connector.ts";
import { openSharedCounters } from "./connections/shared-counters.ts";
import { openTokenStore } from "./connections/token-store.ts";
import { egressLimits, makeFetch } from "./egress/fetch.ts";
import { makeOpenSocket } from "./egress/open-socket.ts";
import { openFileStore } from "./files.ts";
import type { Log } from "./log.ts";
import type { SecretKeys } from "./secrets.ts";
import type { Settings } from "./settings.ts";

/** What the services of a process are made of. */
export interface ServiceParts {
  readonly database: Database;
  readonly keys: SecretKeys;
  readonly log: Log;
  readonly settings: Pick<Settings, "dataDir" | "allowPrivateNetwork">;
  /** Where this installation serves its sandboxes, such as `http://127.0.0.1:3000/sandbox/`; they may be called although they are local. */
  readonly sandboxUrl: string | undefined;
}

/** The folder of the files that flows read and write. */
export function filesFolder(settings: Pick<Settings, "dataDir">): string {
  return join(settings.dataDir, "files");
}

/** Makes what connector clients may use of the world, one connection's at a time. */
export function makeServices(
  parts: ServiceParts,
): (connection: { readonly workspaceId: string; readonly name: string }) => Services {
  const { database, keys, log, settings, sandboxUrl } = parts;
  const fetch = makeFetch({
    ...egressLimits,
    allowPrivateNetwork: settings.allowPrivateNetwork,
    allowed: sandboxUrl === undefined ? [] : [sandboxUrl],
  });
  const openSocket = makeOpenSocket(settings);
  const files = openFileStore(filesFolder(settings));
  return (connection) => ({
    fetch,
    openSocket,
    files,
    now: Date.now,
    wait: (milliseconds, signal) => wait(milliseconds, undefined, { signal }),
    tokens: openTokenStore(database, keys, connection),
    counters: openSharedCounters(database, connection),
    log: (level, message, details) => log[level]({ connection: connection.name, ...details }, message),
  });
}
