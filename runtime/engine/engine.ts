import type { Database } from "@trasvase/db/client.ts";
import type { Connector, ConnectorDefinition, Services } from "@trasvase/shared/connector.ts";
import type { NodeDefinition, NodeType, Runners } from "@trasvase/shared/node.ts";
import { makeStandIns, type StandIns } from "@trasvase/shared/stand-in/stand-ins.ts";
import { DataKeys } from "../data-keys.ts";
import { DatabaseTrouble } from "../database-trouble.ts";
import type { Log } from "../log.ts";
import { makePostgresQueue } from "../queue/postgres-queue.ts";
import type { Queue } from "../queue/queue.ts";
import { type HashKey, openHashKey, type SecretKeys } from "../secrets.ts";
import type { Settings } from "../settings.ts";
import { Clients } from "./connections.ts";
import { LinkPairs } from "./link-pairs.ts";
import { OpenVersions } from "./open-versions.ts";
import { WalkGate } from "./walk-gate.ts";

/** Everything a flow can be made of: definitions, runners and clients. */
export interface Systems {
  readonly nodes: Readonly<Record<NodeType, NodeDefinition>>;
  readonly runners: Runners;
  readonly connectors: Readonly<Record<string, ConnectorDefinition>>;
  readonly clients: Readonly<Record<string, Connector>>;
}

/** Times and amounts the engine keeps to. */
export interface EngineLimits {
  /** How long a lane or a run stays with a worker that is not heard of. */
  readonly leaseMs: number;
  /** Longest call to another system. An unknown outcome is not looked into before twice this time. */
  readonly callTimeoutMs: number;
  /** Queued source records of one flow beyond which its source is not read and pushes are refused. */
  readonly backlogRecords: number;
  readonly backlogBytes: number;
  /** First wait before trying again; it doubles up to the longest. */
  readonly retryBaseMs: number;
  readonly retryMostMs: number;
  /** Tries after which a person has to look. */
  readonly mostTries: number;
  /** How long an arrival waits for another one with the same match value before it is put off. */
  readonly matchWaitMs: number;
  /** How long a worker stays with one lane while others wait. */
  readonly sliceMs: number;
}

export const engineLimits: EngineLimits = {
  leaseMs: 30_000,
  callTimeoutMs: 60_000,
  backlogRecords: 20_000,
  backlogBytes: 256 * 1024 * 1024,
  retryBaseMs: 2_000,
  retryMostMs: 15 * 60_000,
  mostTries: 60,
  matchWaitMs: 1_500,
  sliceMs: 1_000,
};

/** The limits that the environment decides. */
export function limitsOf(settings: Pick<Settings, "leaseSeconds" | "callSeconds">): Partial<EngineLimits> {
  return { leaseMs: settings.leaseSeconds * 1000, callTimeoutMs: settings.callSeconds * 1000 };
}

/** Makes what a client may use of the world, for one connection. */
export type ServicesFor = (connection: { readonly workspaceId: string; readonly name: string }) => Services;

/** What every part of the engine works with. Made once per process. */
export interface Engine {
  readonly database: Database;
  readonly queue: Queue;
  readonly keys: SecretKeys;
  readonly dataKeys: DataKeys;
  readonly systems: Systems;
  readonly servicesFor: ServicesFor;
  readonly limits: EngineLimits;
  readonly log: Log;
  /** Where whoever meets trouble with the database tells it. */
  readonly trouble: DatabaseTrouble;
  /** Through it every walk of this process goes. */
  readonly gate: WalkGate;
  readonly linkPairs: LinkPairs;
  /** The versions open in this process. */
  readonly versions: OpenVersions;
  /** The clients of a workspace's connections, kept for this process. */
  clients(workspaceId: string): Clients;
  /** Stands for match values where they are compared in the database. */
  hashKey(workspaceId: string): Promise<HashKey>;
  /** Makes stand-ins for the personal values of a workspace. */
  standIns(workspaceId: string): Promise<StandIns>;
}

export interface EngineOptions {
  readonly database: Database;
  readonly keys: SecretKeys;
  readonly systems: Systems;
  readonly servicesFor: ServicesFor;
  readonly log: Log;
  readonly limits?: Partial<EngineLimits>;
  /** Left out: one of its own. */
  readonly trouble?: DatabaseTrouble;
}

/** Puts an engine together. It does nothing by itself: a worker or a route drives it. */
export function makeEngine(options: EngineOptions): Engine {
  const { database, keys, systems, servicesFor, log } = options;
  const hashKeys = new Map<string, Promise<HashKey>>();
  const standIns = new Map<string, StandIns>();
  const clients = new Map<string, Clients>();
  const engine: Engine = {
    database,
    queue: makePostgresQueue(database),
    keys,
    dataKeys: new DataKeys(database, keys),
    systems,
    servicesFor,
    limits: { ...engineLimits, ...options.limits },
    log,
    trouble: options.trouble ?? new DatabaseTrouble(log),
    gate: new WalkGate(),
    linkPairs: new LinkPairs(database),
    get versions() {
      return versions;
    },
    clients: (workspaceId) => {
      const kept = clients.get(workspaceId) ?? new Clients(engine, workspaceId);
      clients.set(workspaceId, kept);
      return kept;
    },
    hashKey: (workspaceId) => {
      const opened = hashKeys.get(workspaceId) ?? openHashKey(database, keys, workspaceId);
      hashKeys.set(workspaceId, opened);
      opened.catch(() => hashKeys.delete(workspaceId));
      return opened;
    },
    async standIns(workspaceId) {
      const hashKey = await engine.hashKey(workspaceId);
      // Another name for the digest, so that no stand-in tells anything of a match value's hash.
      const made = standIns.get(workspaceId) ?? makeStandIns((text) => hashKey.hash(`stand-in ${text}`));
      standIns.set(workspaceId, made);
      return made;
    },
  };
  const versions = new OpenVersions(engine);
  return engine;
}
