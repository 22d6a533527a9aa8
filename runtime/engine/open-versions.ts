import { findVersion } from "@trasvase/db/queries/find-version.ts";
import { makePlan } from "@trasvase/shared/plan.ts";
import { hasErrors, type Problem } from "@trasvase/shared/problem.ts";
import type { FlowPlace } from "../queue/queue.ts";
import type { Engine } from "./engine.ts";
import { catalogueOf, type OpenFlow, openFlow } from "./open.ts";

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
    const hashKey = await this.#engine.hashKey(place.workspaceId);
    const flow = plan && openFlow(plan, this.#engine.systems, connections, hashKey);
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
