import type { Expression } from "./expression/compile.ts";
import type { Limits } from "./expression/limits.ts";
import { type Graph, type GraphEdge, type GraphTable, parseGraph } from "./graph.ts";
import type { NodeDefinition, NodeType, Port, Surroundings } from "./node.ts";
import { findDoubleArrivals } from "./paths.ts";
import { type Draft, readNodes, titleOf } from "./plan-draft.ts";
import type { Problem } from "./problem.ts";

/** One node made ready: parsed config, compiled expressions, where its ports lead. */
export interface PlanStep {
  readonly index: number;
  readonly name: string;
  readonly title: string;
  readonly type: NodeType;
  readonly definition: NodeDefinition;
  /** Parsed, defaults applied; undefined when `broken`. */
  readonly config: unknown;
  /** Compiled expressions by config path. */
  readonly expressions: ReadonlyMap<string, Expression>;
  readonly ports: readonly Port[];
  /** For each port, the indexes of the steps behind it. */
  readonly next: ReadonlyMap<string, readonly number[]>;
  /** The first problem that keeps this step from running. Records that reach it are rejected with it; the other steps still run. */
  readonly broken: Problem | undefined;
}

/** A graph made ready against the catalogue. Immutable; the engine runs it only when planning found no error. */
export interface Plan {
  readonly graph: Graph;
  /** In topological order, so that every step stands behind all that lead to it. Notes are left out. */
  readonly steps: readonly PlanStep[];
  readonly source: PlanStep;
  readonly tables: Readonly<Record<string, GraphTable>>;
}

/** Everything planning needs besides the graph. */
export interface Catalogue extends Surroundings {
  readonly nodes: Readonly<Record<NodeType, NodeDefinition>>;
  readonly limits?: Partial<Limits> | undefined;
}

/** A plan where the shape allows one, and every problem found, in the order of the graph. */
export interface Planned {
  readonly plan: Plan | undefined;
  readonly problems: readonly Problem[];
}

/**
 * Makes a plan of a graph and reports every problem at once. Never throws, whatever the document.
 * A graph with errors still gives a plan when it has one source and no cycle, so that a preview can show the parts that work.
 */
export function makePlan(document: unknown, catalogue: Catalogue): Planned {
  const parsed = parseGraph(document);
  if (!parsed.graph) return { plan: undefined, problems: parsed.problems };
  const graph = parsed.graph;
  const problems: Problem[] = [];
  const drafts = readNodes(graph, catalogue, problems);
  connect(graph.edges, drafts, problems);
  const order = sortTopologically(drafts, problems);
  const source = findSource(drafts, problems);
  if (!source || !order) return { plan: undefined, problems };
  checkReach(order, source, drafts, problems);
  for (const name of findDoubleArrivals(order)) {
    problems.push({
      code: "double-arrival",
      severity: "warning",
      node: name,
      message: `A record can reach "${titleOf(drafts, name)}" by two ways at once and then arrives twice. If it should arrive once, join the ways behind a filter or router that chooses one.`,
    });
  }
  return { plan: finish(graph, order, source), problems };
}

function connect(edges: readonly GraphEdge[], drafts: Map<string, Draft>, problems: Problem[]): void {
  const seen = new Set<string>();
  edges.forEach((edge, index) => {
    const problem = refuseEdge(edge, drafts, seen);
    if (problem) {
      problems.push({ ...problem, severity: "error", edge: index });
      return;
    }
    const from = drafts.get(edge.from);
    const to = drafts.get(edge.to);
    const port = edge.port ?? from?.ports[0]?.name;
    if (!from || !to || port === undefined) return;
    const behind = from.next.get(port);
    if (behind) behind.push(to);
    else from.next.set(port, [to]);
    to.previous.push({ from, port });
  });
}

function refuseEdge(
  edge: GraphEdge,
  drafts: ReadonlyMap<string, Draft>,
  seen: Set<string>,
): Omit<Problem, "severity"> | undefined {
  const from = drafts.get(edge.from);
  const to = drafts.get(edge.to);
  if (!from || !to) {
    const missing = from ? edge.to : edge.from;
    return {
      code: "dangling-edge",
      message: `A connection names the step "${missing.slice(0, 64)}", which does not exist. Remove the connection or add the step.`,
    };
  }
  if (!to.definition.accepts) {
    return {
      code: "no-entry",
      node: to.name,
      message: `Nothing can lead into "${to.title}": a ${to.definition.title.toLowerCase()} has no entry.`,
    };
  }
  if (from.config !== undefined) {
    const port = edge.port ?? from.ports[0]?.name;
    if (port === undefined || !from.ports.some((one) => one.name === port)) {
      const known = from.ports.map((one) => one.name).join(", ");
      return {
        code: "unknown-port",
        node: from.name,
        message: `"${from.title}" has no exit "${port ?? ""}". ${known === "" ? "It has none at all." : `Its exits: ${known}.`}`,
      };
    }
    const identity = JSON.stringify([edge.from, port, edge.to]);
    if (seen.has(identity)) {
      return {
        code: "duplicate-edge",
        node: from.name,
        message: `"${from.title}" and "${to.title}" are connected twice from the exit "${port}". Remove one of the two.`,
      };
    }
    seen.add(identity);
  }
  return undefined;
}

/** Kahn's algorithm; undefined when there is a cycle, which is reported with the steps on it. */
function sortTopologically(drafts: ReadonlyMap<string, Draft>, problems: Problem[]): Draft[] | undefined {
  const open = new Map<Draft, number>();
  const ready: Draft[] = [];
  for (const draft of drafts.values()) {
    open.set(draft, draft.previous.length);
    if (draft.previous.length === 0) ready.push(draft);
  }
  const order: Draft[] = [];
  for (let at = 0; at < ready.length; at++) {
    const draft = ready[at];
    if (!draft) break;
    draft.index = order.length;
    order.push(draft);
    for (const behind of draft.next.values()) {
      for (const next of behind) {
        const left = (open.get(next) ?? 0) - 1;
        open.set(next, left);
        if (left === 0) ready.push(next);
      }
    }
  }
  if (order.length === drafts.size) return order;
  const cycle = findCycle([...drafts.values()].filter((draft) => (open.get(draft) ?? 0) > 0));
  problems.push({
    code: "cycle",
    severity: "error",
    ...(cycle[0] ? { node: cycle[0].name } : {}),
    message: `Records would go round for ever: ${printCycle(cycle)}. Remove one of these connections.`,
  });
  return undefined;
}

// Every step left over by Kahn's algorithm has an unsorted step before it, so walking backwards must come round.
function findCycle(left: readonly Draft[]): Draft[] {
  const among = new Set(left);
  const place = new Map<Draft, number>();
  const way: Draft[] = [];
  let draft = left[0];
  while (draft && !place.has(draft)) {
    place.set(draft, way.length);
    way.push(draft);
    draft = draft.previous.find((edge) => among.has(edge.from))?.from;
  }
  const start = draft ? place.get(draft) : 0;
  return way.slice(start).reverse();
}

function printCycle(cycle: readonly Draft[]): string {
  const names = cycle.slice(0, 8).map((draft) => `"${draft.title}"`);
  const rest = cycle.length > 8 ? [`${cycle.length - 8} more`] : [];
  return [...names, ...rest, `"${cycle[0]?.title ?? ""}"`].join(" → ");
}

function findSource(drafts: ReadonlyMap<string, Draft>, problems: Problem[]): Draft | undefined {
  const sources = [...drafts.values()].filter((draft) => draft.definition.kind === "source");
  if (sources.length === 0) {
    problems.push({
      code: "no-source",
      severity: "error",
      message: "This flow has no source, so nothing would ever be read. Add a source step.",
    });
  }
  for (const extra of sources.slice(1)) {
    problems.push({
      code: "second-source",
      severity: "error",
      node: extra.name,
      message: `"${extra.title}" is a second source. A flow has one; make a flow of its own for the other.`,
    });
  }
  return sources.length === 1 ? sources[0] : undefined;
}

function checkReach(
  order: readonly Draft[],
  source: Draft,
  drafts: ReadonlyMap<string, Draft>,
  problems: Problem[],
): void {
  const reached = new Set<Draft>([source]);
  for (const draft of order) {
    if (!reached.has(draft)) continue;
    for (const behind of draft.next.values()) for (const next of behind) reached.add(next);
  }
  for (const draft of drafts.values()) {
    if (reached.has(draft) || draft.definition.kind === "note") continue;
    problems.push({
      code: "unreachable",
      severity: "error",
      node: draft.name,
      message: `No record can reach "${draft.title}". Connect it to a step before it, or delete it.`,
    });
  }
  const hasDestination = [...reached].some((draft) => draft.definition.kind === "destination");
  if (!hasDestination) {
    problems.push({
      code: "no-destination",
      severity: "error",
      message:
        "This flow writes nothing: no destination can be reached from the source. Add a destination step.",
    });
  }
}

function finish(graph: Graph, order: readonly Draft[], source: Draft): Plan {
  const running = order.filter((draft) => draft.definition.kind !== "note");
  running.forEach((draft, index) => {
    draft.index = index;
  });
  const steps = running.map(
    (draft): PlanStep => ({
      index: draft.index,
      name: draft.name,
      title: draft.title,
      type: draft.definition.type,
      definition: draft.definition,
      config: draft.config,
      expressions: draft.expressions,
      ports: draft.ports,
      next: new Map([...draft.next].map(([port, behind]) => [port, behind.map((next) => next.index)])),
      broken: draft.broken,
    }),
  );
  const sourceStep = steps[source.index];
  if (!sourceStep) throw new Error("The source is always among the steps.");
  return { graph, steps, source: sourceStep, tables: graph.tables };
}

/** The plan for a preview, which has its records already: a source that cannot be read yet does not stop them. */
export function withReadableSource(plan: Plan): Plan {
  const source = { ...plan.source, broken: undefined };
  return { ...plan, source, steps: plan.steps.map((step) => (step === plan.source ? source : step)) };
}
