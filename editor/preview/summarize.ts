import type { Graph } from "@trasvase/shared/graph.ts";
import { type Connection, type Definitions, edgeId, edgePort, portsOf } from "../document/definitions.ts";
import type { EdgePreview, NodePreview } from "../document/preview-reading.ts";
import { isUnanswered } from "./merge-passes.ts";
import type { PreviewPass } from "./preview-job.ts";

/** What is known of one step for the current sample. */
export interface NodePasses {
  readonly passes: readonly PreviewPass[];
  /** Something upstream changed and this was not computed again yet. */
  readonly stale: boolean;
  /** The step waits for an answer of its system, or one before it does. */
  readonly pending: boolean;
}

/** What is known of every step, by name. A step without an entry has never been computed. */
export type PassesByNode = Readonly<Record<string, NodePasses>>;

/** A step's preview in one line, for the canvas. */
export function summarizeNode(
  graph: Graph,
  name: string,
  known: NodePasses | undefined,
  definitions: Definitions,
): NodePreview | undefined {
  if (!known) return undefined;
  const { passes, stale, pending } = known;
  const shared = { records: passes.length, stale, provisional: passes.some((pass) => pass.provisional) };
  if (passes.length === 0) return { ...shared, state: pending ? "waiting" : "not-reached" };
  if (passes.some(isUnanswered)) return { ...shared, state: "waiting" };
  const rejected = passes.find(
    (pass) => pass.outcome?.kind === "rejected" || pass.outcome?.kind === "unknown",
  );
  if (rejected?.outcome) return { ...shared, state: "rejected", message: rejected.outcome.message };
  const decided = passes.find((pass) => pass.dryRun)?.dryRun;
  if (decided) return { ...shared, state: "decided", decision: decided.decision, message: decided.reason };
  const late = passes.find((pass) => pass.outcome?.kind === "retrying")?.outcome;
  if (late) return { ...shared, state: "rejected", message: late.message };
  const open = openPorts(graph, name, definitions);
  if (passes.every((pass) => endsHere(pass, open))) {
    const message = passes.find((pass) => pass.outcome)?.outcome?.message;
    return { ...shared, state: "filtered", ...(message === undefined ? {} : { message }) };
  }
  return { ...shared, state: "passed" };
}

/** Whether a record ended here on purpose: nothing left, or only by exits that nobody needs to connect. */
function endsHere(pass: PreviewPass, open: ReadonlySet<string>): boolean {
  return pass.pending !== true && pass.outputs.every((output) => open.has(output.port));
}

function openPorts(graph: Graph, name: string, definitions: Definitions): ReadonlySet<string> {
  const node = graph.nodes[name];
  if (!node) return new Set();
  const used = new Set(
    graph.edges.filter((edge) => edge.from === name).map((edge) => edgePort(graph, edge, definitions)),
  );
  const optional = portsOf(node, definitions).filter((port) => port.optional && !used.has(port.name));
  return new Set(optional.map((port) => port.name));
}

/** What passed along each edge, by edge id. */
export function summarizeEdges(
  graph: Graph,
  known: PassesByNode,
  definitions: Definitions,
): Readonly<Record<string, EdgePreview>> {
  const edges: Record<string, EdgePreview> = {};
  for (const edge of graph.edges) {
    const port = edgePort(graph, edge, definitions);
    const from = known[edge.from];
    if (port === undefined || !from) continue;
    const connection: Connection = { from: edge.from, port, to: edge.to };
    const left = from.passes.flatMap((pass) => pass.outputs).filter((output) => output.port === port);
    const unit = unitOf(graph, left[0]?.recordId);
    edges[edgeId(connection)] = {
      records: left.length,
      stale: from.stale,
      ...(unit === undefined ? {} : { unit }),
    };
  }
  return edges;
}

/** What a split made the records of, when it is a plain name: `lines`. */
function unitOf(graph: Graph, recordId: string | undefined): string | undefined {
  const split = recordId && /.*\/([A-Za-z]\w*)\.[^/]*\[\d+\]/.exec(recordId)?.[1];
  const items = split ? graph.nodes[split]?.config.items : undefined;
  return typeof items === "string" && /^[A-Za-z]\w*$/.test(items.trim()) ? items.trim() : undefined;
}
