import type { Database } from "@trasvase/db/client.ts";
import type { Connector, Reader, Writer } from "@trasvase/shared/connector.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { type Engine, makeEngine } from "../engine/engine.ts";

/** What a call to the database or to another system ends with when the process is dead. */
export class Death extends Error {
  constructor() {
    super("This process is dead.");
  }
}

/** When a process dies: at which of its calls, and whether that call is still carried out. */
export interface Fate {
  readonly atCall: number;
  readonly carriedOut: boolean;
  /** Records that end the process when they are written. */
  readonly lethal?: (data: Json) => boolean;
}

/**
 * An engine that dies at one of its calls to the database or to a system, as `kill -9` would have it: from then on nothing it does has
 * any effect. Open transactions roll back, leases run out.
 */
export function makeMortalEngine(engine: Engine, fate: Fate): { readonly engine: Engine; isDead(): boolean } {
  let calls = 0;
  let dead = false;
  async function live<Result>(call: () => Promise<Result>): Promise<Result> {
    if (dead) throw new Death();
    calls++;
    if (calls < fate.atCall) {
      const result = await call();
      if (dead) throw new Death();
      return result;
    }
    dead = true;
    if (fate.carriedOut) await call();
    throw new Death();
  }
  const isLethal = (data: Json) => {
    dead ||= fate.lethal?.(data) ?? false;
    return dead;
  };
  const mortal = makeEngine({
    database: mortalDatabase(engine.database, live),
    keys: engine.keys,
    systems: {
      ...engine.systems,
      clients: Object.fromEntries(
        Object.entries(engine.systems.clients).map(([type, connector]) => [
          type,
          mortalConnector(connector, live, isLethal),
        ]),
      ),
    },
    servicesFor: engine.servicesFor,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    limits: engine.limits,
  });
  return { engine: mortal, isDead: () => dead };
}

type Live = <Result>(call: () => Promise<Result>) => Promise<Result>;

/** Statements and transactions of a dead process throw; one that is under way rolls back. */
function mortalDatabase(database: Database, live: Live): Database {
  return new Proxy(database, {
    get(target, name) {
      if (name === "transaction") {
        return (run: (transaction: unknown) => Promise<unknown>) =>
          // The commit is the call that may be carried out or not; statements inside die with it.
          live(() => target.transaction((transaction) => run(mortalQueries(transaction, live))));
      }
      return mortalMember(target, name, live);
    },
  });
}

function mortalQueries<Target extends object>(target: Target, live: Live): Target {
  return new Proxy(target, { get: (inner, name) => mortalMember(inner, name, live) });
}

function mortalMember(target: object, name: string | symbol, live: Live): unknown {
  const member: unknown = Reflect.get(target, name, target);
  if (typeof member !== "function") return member;
  if (name === "execute") return (query: unknown) => live(async () => await member.call(target, query));
  // Query builders are thenables: they count as a call when they are awaited.
  if (["select", "insert", "update", "delete"].includes(String(name))) {
    return (...parameters: unknown[]) => mortalBuilder(member.apply(target, parameters), live);
  }
  return member.bind(target);
}

function mortalBuilder(builder: object, live: Live): unknown {
  return new Proxy(builder, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== "function") return member;
      if (name === "then") {
        return (resolve: (value: unknown) => unknown, reject: (error: unknown) => unknown) =>
          live(async () => await (target as PromiseLike<unknown>)).then(resolve, reject);
      }
      return (...parameters: unknown[]) => {
        const next: unknown = member.apply(target, parameters);
        return typeof next === "object" && next !== null ? mortalBuilder(next, live) : next;
      };
    },
  });
}

function mortalConnector(connector: Connector, live: Live, isLethal: (data: Json) => boolean): Connector {
  return {
    definition: connector.definition,
    async openReader(connection, services): Promise<Reader> {
      const reader = await connector.openReader(connection, services);
      return { ...reader, find: (request) => live(() => reader.find(request)) };
    },
    async openWriter(connection, services): Promise<Writer> {
      const writer = await connector.openWriter(connection, services);
      return {
        ...writer,
        write: async (intents, signal) => {
          if (intents.some((intent) => isLethal(intent.data))) throw new Death();
          return await live(() => writer.write(intents, signal));
        },
      };
    },
  };
}
