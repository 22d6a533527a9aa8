import type { Graph } from "@trasvase/shared/graph.ts";
import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import { useMemo } from "react";
import { stepsBefore } from "../document/can-connect.ts";
import { useDocument } from "../document/flow-editing.tsx";
import { useMappingTarget } from "../mapping/use-mapping-target.ts";
import { usePreview, useSamples } from "../preview/preview-context.tsx";
import { useExpressionInputs } from "../preview/use-passes.ts";
import type { FieldKnowledge, KnownRecord } from "./field-knowledge.ts";
import { shapeOfFields } from "./target-shape.ts";

/** Types of steps that let a record through as it is. */
const passing = new Set(["source", "filter", "router", "lookup", "destination"]);
/** Types of steps that `$steps` has something of. */
const answering = new Set(["mapping", "split", "lookup", "destination"]);

/** What is known around an expression of a step: the records that reach it, what it is to produce, the names it can use. */
export function useKnowledge(node: string | undefined, path: string): FieldKnowledge {
  const graph = useDocument((state) => state.graph);
  const sample = usePreview((state) => state.sample);
  const samples = useSamples((state) => state.samples);
  const { inputs, steps } = useExpressionInputs(node);
  const { target } = useMappingTarget(path === "expression" ? node : undefined);
  const { tables, limits } = graph;
  const list = listNamed(node === undefined ? undefined : graph.nodes[node]?.config, path);
  const unchanged = node !== undefined && arrivesUnchanged(graph, node);
  // The same names make the same knowledge, whatever else was edited.
  const names = (node === undefined ? [] : answeringSteps(graph, node)).join();
  const fields = target?.resource.fields;
  return useMemo(() => {
    const meta = (key: string, readAt: string) => ({ key, id: key, readAt, ordinal: 0, deleted: false });
    const own = inputs.map(
      (data): KnownRecord => ({
        data,
        source: sample?.data ?? data,
        steps,
        meta: meta(sample?.key ?? "", sample?.readAt ?? ""),
      }),
    );
    const others = samples
      .filter(({ key, readAt }) => key !== sample?.key || readAt !== sample.readAt)
      .map(
        ({ key, data, readAt }): KnownRecord => ({
          ...(unchanged ? { data } : {}),
          source: data,
          steps: {},
          meta: meta(key, readAt),
        }),
      );
    return {
      records: [...own, ...others],
      tables,
      steps: names === "" ? [] : names.split(","),
      list,
      limits,
      ...(fields && fields.length > 0 ? { target: shapeOfFields(fields) } : {}),
    };
  }, [inputs, steps, sample, samples, tables, names, list, limits, unchanged, fields]);
}

/** The list that a field of the config names for the expression at `path`, which is asked for each of its elements. */
function listNamed(config: JsonObject | undefined, path: string): string {
  const list: Json | undefined =
    path === "match.value" ? config?.each : path === "key" ? config?.items : undefined;
  return typeof list === "string" ? list.trim() : "";
}

/** Whether what reaches a step is the record as it was read. */
function arrivesUnchanged(graph: Graph, node: string): boolean {
  return [...stepsBefore(graph, node)].every((name) => passing.has(graph.nodes[name]?.type ?? ""));
}

function answeringSteps(graph: Graph, node: string): readonly string[] {
  return [...stepsBefore(graph, node)].filter((name) => answering.has(graph.nodes[name]?.type ?? ""));
}
