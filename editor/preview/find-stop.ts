import type { Graph } from "@trasvase/shared/graph.ts";
import type { PassesByNode } from "./summarize.ts";

/** Where and why the sample did not get as far as a step. */
export interface Stop {
  readonly node: string;
  /** `filtered`: ended there on purpose. `rejected`: refused. `otherWay`: left by another exit. `waiting`: a system has not answered yet. */
  readonly kind: "filtered" | "rejected" | "otherWay" | "waiting";
  readonly message: string | undefined;
}

/** The nearest step before `name` that the sample reached and did not leave towards it. Undefined when no way leads from the source. */
export function findStop(graph: Graph, name: string, passes: PassesByNode): Stop | undefined {
  const seen = new Set<string>();
  let open = [name];
  while (open.length > 0) {
    const before = new Set(graph.edges.filter((edge) => open.includes(edge.to)).map((edge) => edge.from));
    const next = [...before].filter((one) => !seen.has(one));
    for (const one of next) {
      seen.add(one);
      const stop = stopAt(one, passes);
      if (stop) return stop;
    }
    open = next;
  }
  return undefined;
}

function stopAt(node: string, passes: PassesByNode): Stop | undefined {
  const own = passes[node]?.passes ?? [];
  const last = own.at(-1);
  if (!last) return undefined;
  if (own.some((pass) => pass.pending)) return { node, kind: "waiting", message: undefined };
  const ended = own.find((pass) => pass.outcome && pass.outputs.length === 0)?.outcome;
  if (ended) {
    return { node, kind: ended.kind === "filtered" ? "filtered" : "rejected", message: ended.message };
  }
  const isDropped = own.every((pass) => pass.outputs.every((output) => output.port === "dropped"));
  return { node, kind: isDropped ? "filtered" : "otherWay", message: undefined };
}
