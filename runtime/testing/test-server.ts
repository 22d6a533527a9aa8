import { randomBytes } from "node:crypto";
import { ensureOwner, type Owner } from "@trasvase/db/queries/ensure-owner.ts";
import { createTestDatabase } from "@trasvase/db/testing/test-database.ts";
import { connectorCatalog, nodeCatalog } from "@trasvase/nodes/catalog.ts";
import { createApp } from "../app.ts";
import { makeSignInLink } from "../auth/sign-in-link.ts";
import { DatabaseTrouble } from "../database-trouble.ts";
import type { EngineAccess } from "../engine-access.ts";
import { makeEvents } from "../events.ts";
import type { Log } from "../log.ts";
import { SecretKeys } from "../secrets.ts";
import type { ServerContext } from "../server-context.ts";
import { readSettings } from "../settings.ts";

/** The whole HTTP server on a database of its own, called without a socket. */
export interface TestServer {
  readonly context: ServerContext;
  readonly owner: Owner;
  /** Lines of the log, so that a test can see what was kept and what was not. */
  readonly logged: string[];
  /** A request as nobody in particular. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** A request as the signed-in owner, from the server's own page. An object as body is sent as JSON. */
  asOwner(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  drop(): Promise<void>;
}

const origin = "http://localhost:3000";

/** What an engine for a test is made of. */
export type EngineParts = Pick<ServerContext, "database" | "keys" | "log" | "settings">;

/** Starts one. Only what `engine` names of the engine can be called; a function makes it of the server's own parts. */
export async function startTestServer(
  engine: Partial<EngineAccess> | ((parts: EngineParts) => EngineAccess) = {},
  environment: Readonly<Record<string, string>> = {},
): Promise<TestServer> {
  const { database, drop } = await createTestDatabase();
  const owner = await ensureOwner(database);
  const logged: string[] = [];
  const write = (details: object, message: string) =>
    void logged.push(`${message} ${JSON.stringify(details)}`);
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const settings = readSettings(environment);
  const keys = new SecretKeys(randomBytes(32));
  const context: ServerContext = {
    settings,
    database,
    keys,
    engine: typeof engine === "function" ? engine({ database, keys, log, settings }) : engineWith(engine),
    events: makeEvents(),
    log,
    trouble: new DatabaseTrouble(log),
    catalogue: { nodes: nodeCatalog, connectors: connectorCatalog },
    editorFolder: undefined,
    sandboxes: new Map(),
    liveWorkers: () => 1,
  };
  const app = createApp(context);
  const request = async (path: string, init?: RequestInit) => await app.request(`${origin}${path}`, init);
  const link = await makeSignInLink(database, owner.userId, new URL(origin));
  const signedIn = await request(link.pathname + link.search);
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  return {
    context,
    owner,
    logged,
    request,
    drop,
    asOwner(method, path, body, headers = {}) {
      const json = body === undefined ? {} : { "content-type": "application/json" };
      return request(path, {
        method,
        headers: { cookie, origin, ...json, ...headers },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
    },
  };
}

/** Of a flow without cases; a test of cases gives its own. */
const noCases: Partial<EngineAccess> = {
  cases: async () => [],
  casesForFile: async () => [],
  importCases: async () => {},
};

/** What a test gave of the engine; whatever else is asked for fails by its name. */
function engineWith(own: Partial<EngineAccess>): EngineAccess {
  const given = { ...noCases, ...own };
  const absent = (name: string) => () => Promise.reject(new Error(`This test gave no engine.${name}.`));
  // The proxy answers every member that the interface has.
  return new Proxy(given, {
    get: (target, name) => Reflect.get(target, name) ?? absent(String(name)),
  }) as EngineAccess;
}
