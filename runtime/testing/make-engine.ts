import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@trasvase/db/client.ts";
import { newId } from "@trasvase/db/id.ts";
import { claimRun } from "@trasvase/db/queries/claim-run.ts";
import { ensureOwner } from "@trasvase/db/queries/ensure-owner.ts";
import { insertConnection } from "@trasvase/db/queries/insert-connection.ts";
import { nodeCatalog } from "@trasvase/nodes/catalog.ts";
import type { MemorySystem } from "@trasvase/nodes/connectors/memory/memory-system.ts";
import { memoryCounters, memoryTokens } from "@trasvase/nodes/connectors/memory-stores.ts";
import { runners } from "@trasvase/nodes/pure.ts";
import {
  type Connector,
  type ConnectorDefinition,
  ConnectorError,
  type Services,
} from "@trasvase/shared/connector.ts";
import { type Engine, type EngineLimits, makeEngine } from "../engine/engine.ts";
import { readRun, workLane } from "../engine/run.ts";
import { SecretKeys } from "../secrets.ts";

const noFiles = async () => {
  throw new ConnectorError("broken", "no-files", "There are no files in this test.");
};

/** What clients may use in tests: nothing of the network, nothing of the disk. */
export const testServices: Services = {
  fetch: async () => {
    throw new ConnectorError("broken", "no-network", "There is no network in this test.");
  },
  openSocket: async () => {
    throw new ConnectorError("broken", "no-network", "There is no network in this test.");
  },
  now: Date.now,
  wait: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
  tokens: memoryTokens(),
  counters: memoryCounters(),
  files: { locate: noFiles, place: noFiles },
  log: () => {},
};

/** An engine of which a test can add systems; each system's connection is named like its type. */
export interface TestEngine {
  readonly engine: Engine;
  add(...systems: readonly Pick<MemorySystem, "connector" | "definition">[]): Promise<void>;
  /** Makes a connector known without making a connection: another process did. */
  know(connector: Connector): void;
  /** What the engine logged as warnings and errors. */
  readonly logged: readonly string[];
}

const secretKey = Buffer.alloc(32, 7);

/** An engine on a test's own database, with short waits. Engines on one database share its keys, as processes of one installation do. */
export function makeTestEngine(database: Database, limits: Partial<EngineLimits> = {}): TestEngine {
  const connectors: Record<string, ConnectorDefinition> = {};
  const clients: Record<string, Connector> = {};
  const logged: string[] = [];
  const note = (_details: object, message: string) => void logged.push(message);
  const engine = makeEngine({
    database,
    keys: new SecretKeys(secretKey),
    systems: { nodes: nodeCatalog, runners, connectors, clients },
    servicesFor: () => testServices,
    log: { debug() {}, info() {}, warn: note, error: note },
    limits: { retryBaseMs: 20, retryMostMs: 100, callTimeoutMs: 200, matchWaitMs: 100, ...limits },
  });
  return {
    engine,
    logged,
    know(connector) {
      connectors[connector.definition.type] = connector.definition;
      clients[connector.definition.type] = connector;
    },
    async add(...systems) {
      const { workspaceId } = await ensureOwner(database);
      for (const { connector, definition } of systems) {
        connectors[definition.type] = definition;
        clients[definition.type] = connector;
        await insertConnection(database, {
          id: newId(),
          workspaceId,
          name: definition.type,
          title: definition.title,
          connector: definition.type,
          settings: {},
          secrets: null,
          secretKeyId: null,
        });
      }
    },
  };
}

/** Does all the work there is in this process: runs, lanes and owed deliveries until nothing is due for `idleMs`. */
export async function workUntilIdle(
  engine: Engine,
  options: { readonly idleMs?: number } = {},
): Promise<void> {
  const owner = newId();
  const never = new AbortController().signal;
  const { leaseMs } = engine.limits;
  // What a process that died appended without telling anybody.
  await engine.queue.wakeForgotten();
  let idleSince = performance.now();
  while (performance.now() - idleSince < (options.idleMs ?? 0) + 1) {
    const run = await claimRun(engine.database, { owner, leaseMs });
    if (run) await readRun(engine, run, never);
    const lane = await engine.queue.claim({ owner, leaseMs, withoutFlows: [] });
    if (lane) await workLane(engine, lane, never);
    if (run || lane) idleSince = performance.now();
    else if (options.idleMs) await sleep(10);
  }
}
