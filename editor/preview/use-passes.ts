import type { Graph } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { useMemo } from "react";
import { definitions } from "../document/catalogue.ts";
import { type Connection, edgePort } from "../document/definitions.ts";
import { useDocument } from "../document/flow-editing.tsx";
import { useKept } from "./keep-equal.ts";
import { usePreview } from "./preview-context.tsx";
import type { PreviewPass } from "./preview-job.ts";
import type { NodePasses, PassesByNode } from "./summarize.ts";

/** What the current sample did at a step, in full. */
export function usePassesOfNode(name: string): NodePasses | undefined {
  return usePreview((state) => state.passes[name]);
}

/** The records that pass along a connection, with their ids. */
export function useRecordsOfEdge({ from, port }: Connection): {
  readonly records: readonly Json[];
  readonly ids: readonly string[];
  readonly stale: boolean;
} {
  const known = usePassesOfNode(from);
  return useMemo(() => {
    const left = known?.passes.flatMap((pass) => pass.outputs).filter((output) => output.port === port) ?? [];
    return {
      records: left.map((output) => output.data),
      ids: left.map((output) => output.recordId),
      stale: known?.stale ?? false,
    };
  }, [known, port]);
}

/** The records that reach a step; where none does, those that its predecessors had, so that expressions can be written all the same. */
function inputsOf(graph: Graph, name: string, passes: PassesByNode): readonly Json[] {
  return inputsFrom(graph, name, passes, new Set());
}

function inputsFrom(graph: Graph, name: string, passes: PassesByNode, seen: Set<string>): readonly Json[] {
  const own = passes[name]?.passes ?? [];
  if (own.length > 0) return own.map((pass) => pass.input);
  if (seen.has(name)) return [];
  seen.add(name);
  for (const edge of graph.edges.filter((one) => one.to === name)) {
    const before = passes[edge.from]?.passes ?? [];
    const port = edgePort(graph, edge, definitions);
    const left = before.flatMap((pass) => pass.outputs).filter((output) => output.port === port);
    if (left.length > 0) return left.map((output) => output.data);
    const passesOn = graph.nodes[edge.from]?.type !== "mapping" && graph.nodes[edge.from]?.type !== "split";
    const found = passesOn ? inputsFrom(graph, edge.from, passes, seen) : [];
    if (found.length > 0) return found;
  }
  return [];
}

/** What `$steps` would show of a step after this pass; undefined for steps that it says nothing of. */
function stepValue(type: string | undefined, pass: PreviewPass | undefined): Json | undefined {
  if (type === "mapping" || type === "split") return pass?.outputs[0]?.data;
  return type === "lookup" || type === "destination" ? pass?.answer : undefined;
}

/** The records to write expressions of a step for, and what `$steps` shows there. */
export function useExpressionInputs(name: string | undefined): {
  readonly inputs: readonly Json[];
  readonly steps: Readonly<Record<string, Json>>;
} {
  const graph = useDocument((state) => state.graph);
  const passes = usePreview((state) => state.passes);
  const seen = useMemo(() => {
    if (name === undefined) return { inputs: [], steps: {} };
    const steps: Record<string, Json> = {};
    for (const step of stepsBeforeInOrder(graph, name)) {
      const value = stepValue(graph.nodes[step]?.type, passes[step]?.passes[0]);
      if (value !== undefined) steps[step] = value;
    }
    return { inputs: inputsOf(graph, name, passes), steps };
  }, [graph, passes, name]);
  return useKept(seen);
}

function stepsBeforeInOrder(graph: Graph, name: string): readonly string[] {
  const found: string[] = [];
  const open = [name];
  for (let step = open.shift(); step !== undefined; step = open.shift()) {
    for (const edge of graph.edges) {
      if (edge.to !== step || found.includes(edge.from)) continue;
      found.push(edge.from);
      open.push(edge.from);
    }
  }
  return found.reverse();
}
