import { nodeCatalog } from "@trasvase/nodes/catalog.ts";
import type { PassRow } from "@trasvase/shared/contract/preview.ts";
import type { RecordDetail } from "@trasvase/shared/contract/record.ts";
import { type Graph, parseGraph } from "@trasvase/shared/graph.ts";
import { type NodeType, nodeTypes } from "@trasvase/shared/node.ts";
import { type OutcomeKind, outcomeKinds, worseKind } from "@trasvase/shared/outcome.ts";
import { definitionOf, portsOf, titleOf } from "../document/definitions.ts";

/** How many of each kind there are, worst first; kinds without any left out. */
export type OutcomeList = readonly { readonly kind: OutcomeKind; readonly count: number }[];

/** How many records left a step by one of its exits. */
interface StepExit {
  readonly port: string;
  readonly title: string;
  readonly count: number;
}

/** One step on the way of a record. */
export interface RecordStep {
  readonly name: string;
  readonly title: string;
  /** Undefined for a type that this version of the editor does not know. */
  readonly type: NodeType | undefined;
  /** The record, or its parts after a split, passing this step. */
  readonly passes: readonly PassRow[];
  /** The exits taken, in the order of the step's exits; empty where there is only one way on. */
  readonly exits: readonly StepExit[];
  /** What became of the passes that ended or were decided here, worst first. */
  readonly outcomes: OutcomeList;
}

/** The way of a record through the flow of its time. */
export interface RecordWay {
  readonly graph: Graph | undefined;
  readonly steps: readonly RecordStep[];
  /** Titles of the steps that the record never came to, in the order of the graph. */
  readonly notReached: readonly string[];
}

/** Orders what happened to a record by step, in the order in which it happened. */
export function recordWay(record: Pick<RecordDetail, "graph" | "passes">): RecordWay {
  const graph = parseGraph(record.graph).graph;
  const byNode = groupByNode(record.passes);
  const steps = [...byNode].map(([name, passes]) => stepOf(graph, name, passes));
  const notReached = Object.entries(graph?.nodes ?? {})
    .filter(([name, node]) => node.type !== "note" && !byNode.has(name))
    .map(([name]) => (graph ? titleOf(graph, name, nodeCatalog) : name));
  return { graph, steps, notReached };
}

function groupByNode(passes: readonly PassRow[]): Map<string, PassRow[]> {
  const groups = new Map<string, PassRow[]>();
  for (const pass of passes) {
    const group = groups.get(pass.node);
    if (group) group.push(pass);
    else groups.set(pass.node, [pass]);
  }
  return groups;
}

function stepOf(graph: Graph | undefined, name: string, passes: readonly PassRow[]): RecordStep {
  const node = graph?.nodes[name];
  const type = nodeTypes.find((known) => known === node?.type);
  return {
    name,
    title: graph ? titleOf(graph, name, nodeCatalog) : name,
    type,
    passes,
    exits: exitsOf(graph, name, passes),
    outcomes: countOutcomes(passes.flatMap((pass) => pass.outcome?.kind ?? [])),
  };
}

function exitsOf(graph: Graph | undefined, name: string, passes: readonly PassRow[]): readonly StepExit[] {
  const node = graph?.nodes[name];
  const ports = node && definitionOf(node.type, nodeCatalog) ? portsOf(node, nodeCatalog) : [];
  const counts = new Map<string, number>();
  for (const output of passes.flatMap((pass) => pass.outputs)) {
    counts.set(output.port, (counts.get(output.port) ?? 0) + 1);
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (ports.length < 2 && total === passes.length) return [];
  const order = [...ports.map((port) => port.name), ...counts.keys()];
  return [...new Set(order)].flatMap((port) => {
    const count = counts.get(port);
    if (count === undefined) return [];
    return [{ port, title: ports.find((one) => one.name === port)?.title ?? port, count }];
  });
}

/** Counts how things ended, worst first. */
export function countOutcomes(kinds: readonly OutcomeKind[]): OutcomeList {
  return [...outcomeKinds].reverse().flatMap((kind) => {
    const count = kinds.filter((one) => one === kind).length;
    return count === 0 ? [] : [{ kind, count }];
  });
}

/** Which step a reader wants to see first: where the worst ending is, else the last step. */
export function stepToShow(steps: readonly RecordStep[]): RecordStep | undefined {
  const worst = steps
    .flatMap((step) => step.outcomes.map((one) => one.kind))
    .reduce<OutcomeKind | undefined>(
      (bad, kind) => (bad === undefined ? kind : worseKind(bad, kind)),
      undefined,
    );
  return steps.findLast((step) => step.outcomes.some((one) => one.kind === worst)) ?? steps.at(-1);
}

/** Of a step's passes the one that a reader wants to see first: the worst. */
export function passToShow(passes: readonly PassRow[]): PassRow | undefined {
  return passes.reduce<PassRow | undefined>((worst, pass) => {
    if (!worst) return pass;
    return outcomeRank(pass) > outcomeRank(worst) ? pass : worst;
  }, undefined);
}

function outcomeRank(pass: PassRow): number {
  return pass.outcome ? outcomeKinds.indexOf(pass.outcome.kind) : -1;
}

/** Places of a split element along the id of a record, counted from 1: `…/lines.out[2]` is element 3. Undefined before any split. */
export function elementPlaces(recordId: string): readonly number[] {
  return [...recordId.matchAll(/\/[A-Za-z]\w*\.[^/[]*\[(\d+)\]/g)].map(([, place]) => Number(place) + 1);
}
