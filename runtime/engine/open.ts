import type { ResourceDefinition } from "@trasvase/shared/connector.ts";
import type { SourceTerms } from "@trasvase/shared/node.ts";
import { openStep } from "@trasvase/shared/open-step.ts";
import type { Catalogue, Plan } from "@trasvase/shared/plan.ts";
import { type OpenPlan, openPlan } from "@trasvase/shared/walk.ts";
import type { Systems } from "./engine.ts";

/** A plan whose steps are open, with what is known about its source. */
export interface OpenFlow {
  readonly opened: OpenPlan;
  readonly plan: Plan;
  readonly source: SourceTerms;
  /** Undefined when the source's system is not known here. */
  readonly resource: ResourceDefinition | undefined;
}

/** Opens a plan. Undefined when its source step is broken, so that nothing could be named or read. */
export function openFlow(
  plan: Plan,
  systems: Systems,
  connections: ReadonlyMap<string, string>,
): OpenFlow | undefined {
  const runner = systems.runners.source;
  if (plan.source.broken || runner.does !== "read") return undefined;
  const source = runner.open(openStep(plan.source));
  const connector = systems.connectors[connections.get(source.connection) ?? ""];
  return {
    opened: openPlan(plan, systems.runners),
    plan,
    source,
    resource: connector?.resources.find((one) => one.name === source.resource),
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
