import { setTimeout as sleep } from "node:timers/promises";
import type { FlowTerms } from "@trasvase/db/queries/find-flow-terms.ts";
import type { Effects } from "@trasvase/shared/effects.ts";
import type { LaneClaim } from "../queue/queue.ts";
import { admissionOf } from "./admission.ts";
import type { Clients } from "./connections.ts";
import { openLiveDoor } from "./effects.ts";
import type { Engine } from "./engine.ts";
import { type Links, noLinks, openStoredLinks } from "./links.ts";
import { kindOfRecords } from "./open.ts";
import type { OpenVersion } from "./open-versions.ts";
import { withLastTries } from "./owed.ts";
import { EffectBook, type GivenEffects, withStoredEffects } from "./stored-effects.ts";
import { StoredIntents } from "./stored-intents.ts";
import type { Writers } from "./write-calls.ts";

/** A lane in the hands of this worker, with what its walks share. */
export interface LaneWork {
  readonly engine: Engine;
  readonly claim: LaneClaim;
  readonly flow: FlowTerms;
  readonly clients: Clients;
  /** Connector type by connection name. */
  readonly connections: ReadonlyMap<string, string>;
  readonly writers: Writers;
  /** What is known of the lane while it is held: only its holder changes that. */
  readonly lane: {
    /** False: nothing is owed in it. */
    mayOwe: boolean;
  };
  /** Aborted when the claim is lost or the worker has to stop at once. */
  readonly signal: AbortSignal;
}

/** The live door for one walk, with what it leaves to be settled. */
export interface LiveWalk {
  readonly effects: Effects;
  readonly book: EffectBook;
  readonly links: Links;
  readonly intents: Pick<StoredIntents, "tookAny">;
}

/** Opens the live door for records walked by one version; effects they bring are used first. */
export async function openLiveWalk(
  work: LaneWork,
  version: OpenVersion,
  brought: {
    readonly given?: ReadonlyMap<string, GivenEffects>;
    readonly looksInto?: ReadonlyMap<string, number>;
    readonly links?: Links;
    /** Tries so far, by the place that stopped. */
    readonly tries?: ReadonlyMap<string, number>;
    /** Records that a person let go. */
    readonly confirmed?: ReadonlySet<string>;
  } = {},
): Promise<LiveWalk> {
  const { claim, clients, engine, signal } = work;
  const { limits } = engine;
  const links = brought.links ?? openLinks(work, version);
  const hashKey = await engine.hashKey(claim.workspaceId);
  const intents = new StoredIntents(engine.database, claim, {
    hashKey,
    settleAfterMs: 2 * limits.callTimeoutMs,
  });
  const door = openLiveDoor({
    opened: version.opened,
    connections: work.connections,
    connectors: engine.systems.connectors,
    links,
    reader: (connection) => clients.reader(connection),
    writers: work.writers,
    intents,
    onBroken: (connection, error) => clients.reportBroken(connection, error),
    looksInto: (arrival) => brought.looksInto?.get(arrival) ?? 0,
    wait: (milliseconds) => sleep(milliseconds, undefined, { signal }),
    callTimeoutMs: limits.callTimeoutMs,
    matchWaitMs: limits.matchWaitMs,
    signal,
    admission: admissionOf(work, brought.confirmed ?? new Set()),
  });
  const book = new EffectBook();
  const behind = brought.tries ? withLastTries(door, limits, brought.tries) : door;
  return { effects: withStoredEffects(behind, brought.given ?? new Map(), book), book, links, intents };
}

/** The links of a version's source. Pushed records without a connection are linked under the flow's own name. */
export function openLinks(work: Pick<LaneWork, "engine" | "claim">, version: OpenVersion): Links {
  const { connection, resource } = version.source;
  const source = { connection: connection === "" ? `flow:${version.place.flowId}` : connection, resource };
  if (kindOfRecords(version) === "event") return noLinks(source);
  return openStoredLinks(work.engine, work.claim.workspaceId, source);
}
