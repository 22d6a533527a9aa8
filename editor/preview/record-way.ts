import type { Graph } from "@trasvase/shared/graph.ts";
import { definitions } from "../document/catalogue.ts";
import { edgeId, edgePort } from "../document/definitions.ts";
import type { PassesByNode } from "./summarize.ts";

/** The steps and connections that one record went through, before and behind the step it is looked at. */
export interface RecordWay {
  readonly steps: readonly string[];
  /** Ids of connections. */
  readonly edges: readonly string[];
}

/** A step and the exit by which a record left it, as record ids name them. */
interface Leg {
  readonly step: string;
  readonly port: string;
}

const legShape = /^([A-Za-z]\w*)\.([^[]+)(?:\[\d+\])?$/;

/** The exits a record went through, read from what its id says behind that of its source record. */
function legsOf(way: string): readonly Leg[] {
  return way.split("/").flatMap((part) => {
    const [, step, port] = legShape.exec(part) ?? [];
    return step !== undefined && port !== undefined ? [{ step, port }] : [];
  });
}

/** Whether a record came of another, or is it. */
function comesOf(record: string, earlier: string): boolean {
  return record === earlier || record.startsWith(`${earlier}/`);
}

/** Where of several records at a step the one stands that belongs to the record looked at before: an ancestor, or what became of it. */
export function placeOnWay(ids: readonly string[], record: string | undefined): number {
  if (record === undefined) return 0;
  return Math.max(
    0,
    ids.findIndex((id) => comesOf(id, record) || comesOf(record, id)),
  );
}

/** The whole way of the record `record` at the step `node`: back to the source, and wherever it goes from here. */
export function wayOf(node: string, record: string, passes: PassesByNode): RecordWay {
  const steps = new Set<string>([node]);
  const edges = new Set<string>();
  const follow = (legs: readonly Leg[], end: string) => {
    legs.forEach(({ step, port }, index) => {
      steps.add(step);
      edges.add(edgeId({ from: step, port, to: legs[index + 1]?.step ?? end }));
    });
  };
  follow(legsOf(record), node);
  const beginning = `${record}/${node}.`;
  for (const [name, { passes: own }] of Object.entries(passes)) {
    for (const { recordId } of own) {
      if (!recordId.startsWith(beginning)) continue;
      steps.add(name);
      follow(legsOf(recordId.slice(record.length)), name);
    }
  }
  return { steps: [...steps], edges: [...edges] };
}

/** A record at a step. */
export interface RecordPlace {
  readonly node: string;
  readonly record: string;
}

/** Where a record was before it came to a step. */
export function placeBefore({ record }: RecordPlace): RecordPlace | undefined {
  const leg = legsOf(record).at(-1);
  return leg && { node: leg.step, record: record.slice(0, record.lastIndexOf("/")) };
}

/** Where a record goes from a step: by the first connection, in the order of the graph, that it took. */
export function placeBehind(
  { node, record }: RecordPlace,
  graph: Graph,
  passes: PassesByNode,
): RecordPlace | undefined {
  const own = passes[node]?.passes.find((pass) => pass.recordId === record);
  for (const edge of graph.edges) {
    if (edge.from !== node) continue;
    const port = edgePort(graph, edge, definitions);
    const output = own?.outputs.find((one) => one.port === port);
    const arrives = passes[edge.to]?.passes.some((pass) => pass.recordId === output?.recordId);
    if (output && arrives) return { node: edge.to, record: output.recordId };
  }
  return undefined;
}
