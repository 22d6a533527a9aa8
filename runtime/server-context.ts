import type { Database } from "@trasvase/db/client.ts";
import type { Surroundings } from "@trasvase/shared/node.ts";
import type { Catalogue } from "@trasvase/shared/plan.ts";
import type { DatabaseTrouble } from "./database-trouble.ts";
import type { EngineAccess } from "./engine-access.ts";
import type { Events } from "./events.ts";
import type { Log } from "./log.ts";
import type { SecretKeys } from "./secrets.ts";
import type { Settings } from "./settings.ts";

/** Everything the routes work with. Made outside the app, so that a reloaded app goes on with the same database and engine. */
export interface ServerContext {
  readonly settings: Settings;
  readonly database: Database;
  readonly keys: SecretKeys;
  readonly engine: EngineAccess;
  readonly events: Events;
  readonly log: Log;
  readonly trouble: DatabaseTrouble;
  /** Every node type and connector there is; the connections of a workspace are added per request. */
  readonly catalogue: Omit<Catalogue, keyof Surroundings> & Pick<Catalogue, "connectors">;
  /** Where the built editor lies; undefined when something else serves it (development, tests). */
  readonly editorFolder: string | undefined;
  /** The built-in systems by name, served under /sandbox; empty without the demo. */
  readonly sandboxes: ReadonlyMap<string, (request: Request) => Response | Promise<Response>>;
  /** How many engine workers are alive. */
  readonly liveWorkers: () => number;
}
