import type {
  ConnectorDefinition,
  FoundRecord,
  Reader,
  ResourceDefinition,
} from "@trasvase/shared/connector.ts";
import type { Effects } from "@trasvase/shared/effects.ts";
import type { DestinationTerms } from "@trasvase/shared/node.ts";
import type { PlanStep } from "@trasvase/shared/plan.ts";
import type { OpenPlan } from "@trasvase/shared/walk.ts";
import type { Admission } from "./admission.ts";
import type { Bulk } from "./candidates.ts";
import { type DeliveryAccess, deliver } from "./deliver.ts";
import { deliverDry } from "./deliver-dry.ts";
import type { Intents } from "./intents.ts";
import type { Links } from "./links.ts";
import { lookUp } from "./look-up.ts";
import {
  EffectBook,
  type GivenEffects,
  nothingBehind,
  type TracingEffects,
  withStoredEffects,
} from "./stored-effects.ts";
import { WriteCalls, type Writers } from "./write-calls.ts";

/*
 * The one door through which a walk reaches the world. It opens in three ways, and only the live one is given anything that writes.
 */

/** What the live and the dry door have in common. */
export interface DoorTerms {
  readonly opened: OpenPlan;
  /** Connector type by connection name. */
  readonly connections: ReadonlyMap<string, string>;
  readonly connectors: Readonly<Record<string, ConnectorDefinition>>;
  readonly links: Links;
  reader(connection: string): Promise<Reader>;
  readonly signal: AbortSignal;
}

/** What only the live door is given. */
export interface LiveTerms extends DoorTerms {
  readonly writers: Writers;
  readonly intents: Intents;
  onBroken: ConstructorParameters<typeof WriteCalls>[0]["onBroken"];
  looksInto(arrival: string): number;
  wait(milliseconds: number): Promise<void>;
  readonly callTimeoutMs: number;
  readonly matchWaitMs: number;
  readonly admission?: Admission | undefined;
}

/** Opens the door in live mode: reads and writes. */
export function openLiveDoor(terms: LiveTerms): TracingEffects {
  const writes = new WriteCalls({
    writers: terms.writers,
    signal: terms.signal,
    callTimeoutMs: terms.callTimeoutMs,
    ...(terms.onBroken ? { onBroken: terms.onBroken } : {}),
  });
  const access: DeliveryAccess = {
    links: terms.links,
    intents: terms.intents,
    writes,
    reader: terms.reader,
    needsTarget: (step) => terms.opened.remembered.has(step),
    looksInto: terms.looksInto,
    wait: terms.wait,
    matchWaitMs: terms.matchWaitMs,
    callTimeoutMs: terms.callTimeoutMs,
    signal: terms.signal,
    admission: terms.admission,
  };
  return {
    lookUp: (_step, asked, questions) => {
      const signal = AbortSignal.any([terms.signal, AbortSignal.timeout(terms.callTimeoutMs)]);
      return lookUp(() => terms.reader(asked.connection), asked, questions, signal);
    },
    deliver: (step, asked, arrivals) => deliver(access, bulkOf(terms, step, asked), arrivals),
  };
}

/** Opens the door in dry mode: it reads, and answers a write with the request that would leave. No writer exists here. */
export function openDryDoor(terms: DoorTerms): Effects {
  const made = new Map<string, FoundRecord>();
  const access = { links: terms.links, reader: terms.reader, signal: terms.signal, made };
  return {
    lookUp: (_step, asked, questions) =>
      lookUp(() => terms.reader(asked.connection), asked, questions, terms.signal),
    deliver: (step, asked, arrivals) => deliverDry(access, bulkOf(terms, step, asked), arrivals),
  };
}

/** Opens the door in replay mode: answers come from what the records saw, and there is nothing behind them. */
export function openReplayDoor(given: ReadonlyMap<string, GivenEffects>): Effects {
  const why =
    "What this step asked or sent was not stored with the record, so what came after it cannot be told.";
  return withStoredEffects(nothingBehind(why), given, new EffectBook());
}

function bulkOf(terms: DoorTerms, step: PlanStep, asked: DestinationTerms): Bulk {
  return { step, terms: asked, resource: resourceOf(terms, asked) };
}

function resourceOf(
  terms: Pick<DoorTerms, "connections" | "connectors">,
  asked: { readonly connection: string; readonly resource: string },
): ResourceDefinition | undefined {
  const connector = terms.connectors[terms.connections.get(asked.connection) ?? ""];
  return connector?.resources.find((one) => one.name === asked.resource);
}
