import type { Graph } from "@trasvase/shared/graph.ts";
import type { NodeType } from "@trasvase/shared/node.ts";
import { stepsBefore } from "../document/can-connect.ts";
import type { PaletteEntry } from "./palette-entries.ts";

/** Why a kind of step cannot be put somewhere. Texts are the messages `canvas.quickAdd.<code>`. */
export type FollowRefusal = "sourceRefused" | "noteRefused" | "secondSource";

/** Where a step is to be put: anywhere, or behind a step (and perhaps before another one). */
export interface FollowPlace {
  /** The step before it; undefined: anywhere. */
  readonly after: string | undefined;
}

/** Why this kind of step cannot stand there; undefined when it can. */
export function refuseFollower(graph: Graph, type: NodeType, place: FollowPlace): FollowRefusal | undefined {
  if (place.after !== undefined) {
    if (type === "source") return "sourceRefused";
    return type === "note" ? "noteRefused" : undefined;
  }
  const hasSource = Object.values(graph.nodes).some((node) => node.type === "source");
  return type === "source" && hasSource ? "secondSource" : undefined;
}

/** What usually comes next behind each kind of step; what is not named comes last. */
const usual: Readonly<Partial<Record<NodeType, readonly NodeType[]>>> = {
  source: ["mapping", "filter", "destination", "lookup", "router", "split"],
  mapping: ["destination", "filter", "lookup", "router", "split", "mapping"],
  filter: ["mapping", "destination", "lookup", "router", "split", "filter"],
  router: ["mapping", "destination", "filter", "lookup", "split", "router"],
  split: ["mapping", "lookup", "filter", "destination", "router", "split"],
  lookup: ["mapping", "filter", "destination", "router", "lookup", "split"],
  destination: ["mapping", "destination", "filter", "lookup", "router", "split"],
};
const atFirst: readonly NodeType[] = [
  "source",
  "mapping",
  "filter",
  "destination",
  "lookup",
  "router",
  "split",
  "note",
];

/** A palette entry with the reason why it cannot be chosen, if there is one. */
export interface RankedEntry {
  readonly entry: PaletteEntry;
  readonly refusal: FollowRefusal | undefined;
}

/** Entries in the order of use: what may stand there first, what usually does at the top, what may not at the end (CAN-5). */
export function rankFollowers(
  graph: Graph,
  entries: readonly PaletteEntry[],
  place: FollowPlace,
): readonly RankedEntry[] {
  const before = place.after === undefined ? undefined : graph.nodes[place.after]?.type;
  const order = (before !== undefined && usual[before as NodeType]) || atFirst;
  const rank = (type: NodeType) => (order.includes(type) ? order.indexOf(type) : order.length);
  return entries
    .map((entry, index) => ({ entry, index, refusal: refuseFollower(graph, entry.type, place) }))
    .sort(
      (a, b) =>
        Number(a.refusal !== undefined) - Number(b.refusal !== undefined) ||
        Number(a.entry.connection !== undefined) - Number(b.entry.connection !== undefined) ||
        rank(a.entry.type) - rank(b.entry.type) ||
        a.index - b.index,
    );
}

/** Whether a destination put behind this step would get records that no mapping has given its shape (CAN-8). */
export function lacksMapping(graph: Graph, after: string): boolean {
  return ![after, ...stepsBefore(graph, after)].some((name) => graph.nodes[name]?.type === "mapping");
}
