import type { ResourceDefinition } from "@trasvase/shared/connector.ts";
import type { SourceTerms } from "@trasvase/shared/node.ts";
import { openStep } from "@trasvase/shared/open-step.ts";

import type { Catalogue, Plan } from "@trasvase/shared/plan.ts";
import { type PersonalOfFlow, personalOfFlow } from "@trasvase/shared/stand-in/personal-of-flow.ts";
import { type OpenPlan, openPlan } from "@trasvase/shared/walk.ts";
import type { HashKey } from "../secrets.ts";
import type { Systems } from "./engine.ts";
import { hiddenKey } from "./hidden-key.ts";

/** A plan whose steps are open, with what is known about its source. */
export interface OpenFlow {
  readonly opened: OpenPlan;
  readonly plan: Plan;
  readonly source: SourceTerms;
  /** Undefined when the source's system is not known here. */
  readonly resource: ResourceDefinition | undefined;
  /** What is personal in its records; undefined: nothing. */
  readonly personal: PersonalOfFlow | undefined;
  /** Given for a flow whose key says something about a person: what is kept in its place. */
  readonly hideKey: ((key: string) => string) | undefined;
}

/** Whether a flow's records are states of their key or events that each count. */
export function kindOfRecords(flow: Pick<OpenFlow, "source" | "resource">): "state" | "event" {
  return flow.source.records ?? flow.resource?.records ?? "event";
}

/**
 * Opens a plan. Undefined when its source step is broken, so that nothing could be named or read. Without a hash key, on the command line,
 * personal keys stay as they are: nothing is stored there.
 */
export function openFlow(
  plan: Plan,
  systems: Pick<Systems, "runners" | "connectors">,
  connections: ReadonlyMap<string, string>,
  hashKey?: HashKey,
): OpenFlow | undefined {
  const runner = systems.runners.source;
  if (plan.source.broken || runner.does !== "read") return undefined;
  const source = runner.open(openStep(plan.source));
  const connector = systems.connectors[connections.get(source.connection) ?? ""];
  const personal = personalOfFlow(plan.graph, { connectors: systems.connectors, connections });
  return {
    opened: openPlan(plan, systems.runners),
    plan,
    source,
    resource: connector?.resources.find((one) => one.name === source.resource),
    personal,
    hideKey: personal?.key && hashKey ? (key) => hiddenKey(hashKey, key) : undefined,
  };
}

/** The catalogue for planning with the connections given. */
export function catalogueOf(
  systems: Systems,
  connections: ReadonlyMap<string, string> | undefined,
): Catalogue {
  return { nodes: systems.nodes, connectors: systems.connectors, connections };
}

/** Whether two plans read the same things in the same way, so that records of one may be walked by the other. */
export function readsAlike(a: Plan, b: Plan): boolean {
  return a === b || JSON.stringify(a.source.config) === JSON.stringify(b.source.config);
}
