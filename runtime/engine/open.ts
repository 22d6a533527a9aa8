import { findVersion } from "@trasvase/db/queries/find-version.ts";
import type { ResourceDefinition } from "@trasvase/shared/connector.ts";
import type { SourceTerms } from "@trasvase/shared/node.ts";
import { openStep } from "@trasvase/shared/open-step.ts";
import { type Catalogue, makePlan, type Plan } from "@trasvase/shared/plan.ts";
import { hasErrors, type Problem } from "@trasvase/shared/problem.ts";
import { type OpenPlan, openPlan } from "@trasvase/shared/walk.ts";
import type { FlowPlace } from "../queue/queue.ts";
import type { Engine, Systems } from "./engine.ts";

/** A plan whose steps are open, with what is known about its source. */
export interface OpenFlow {
  readonly opened: OpenPlan;
  readonly plan: Plan;
  readonly source: SourceTerms;
  /** Undefined when the source's system is not known here. */
  readonly resource: ResourceDefinition | undefined;
}

/** A version of a flow, ready to walk. */
export interface OpenVersion extends OpenFlow {
  readonly place: FlowPlace;
  readonly version: number;
}

/** A version that cannot run, with every reason. */
export class PlanError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.find((problem) => problem.severity === "error")?.message ?? "This flow cannot run.");
    this.name = "PlanError";
    this.problems = problems;
  }
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

const mostKept = 200;

interface Planned {
  /** The connections it was planned with, as text. */
  readonly connections: string;
  /** Undefined when its source cannot be opened. */
  readonly opened: OpenVersion | undefined;
  readonly problems: readonly Problem[];
}

/** The versions open in this process, each planned once per state of the connections. */
export class OpenVersions {
  readonly #engine: Engine;
  readonly #kept = new Map<string, Planned>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Opens a version of a flow. Throws {@link PlanError} with every problem when it cannot run. */
  async open(
    place: FlowPlace,
    version: number,
    connections: ReadonlyMap<string, string>,
  ): Promise<OpenVersion> {
    const { opened, problems } = await this.#plan(place, version, connections);
    if (!opened || hasErrors(problems)) throw new PlanError(problems);
    return opened;
  }

  /** Opens a version for naming what its source gives. Throws {@link PlanError} only when the source itself cannot be opened. */
  async openSource(
    place: FlowPlace,
    version: number,
    connections: ReadonlyMap<string, string>,
  ): Promise<OpenVersion> {
    const { opened, problems } = await this.#plan(place, version, connections);
    if (!opened) throw new PlanError(problems);
    return opened;
  }

  async #plan(place: FlowPlace, version: number, connections: ReadonlyMap<string, string>): Promise<Planned> {
    const name = `${place.flowId} ${version}`;
    const known = JSON.stringify([...connections]);
    const kept = this.#kept.get(name);
    if (kept?.connections === known) return kept;
    const row = await findVersion(this.#engine.database, place.workspaceId, place.flowId, version);
    if (!row) throw new Error(`Flow ${place.flowId} has no version ${version}.`);
    const { plan, problems } = makePlan(row.graph, catalogueOf(this.#engine.systems, connections));
    const flow = plan && openFlow(plan, this.#engine.systems, connections);
    const { flowId, workspaceId } = place;
    const opened = flow && { ...flow, place: { workspaceId, flowId }, version };
    const planned: Planned = { connections: known, opened, problems };
    this.#keep(name, planned);
    return planned;
  }

  #keep(name: string, entry: Planned): void {
    this.#kept.delete(name);
    this.#kept.set(name, entry);
    if (this.#kept.size <= mostKept) return;
    for (const oldest of this.#kept.keys()) {
      this.#kept.delete(oldest);
      break;
    }
  }
}

/** Whether two plans read the same things in the same way, so that records of one may be walked by the other. */
export function readsAlike(a: Plan, b: Plan): boolean {
  return a === b || JSON.stringify(a.source.config) === JSON.stringify(b.source.config);
}
