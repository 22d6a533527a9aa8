import type { Json } from "@trasvase/shared/json.ts";
import { useMemo } from "react";
import { useDocument } from "../../document/flow-editing.tsx";
import { useKept } from "../../preview/keep-equal.ts";
import { usePreview, useSamples } from "../../preview/preview-context.tsx";
import { useExpressionInputs } from "../../preview/use-passes.ts";
import type { Scope } from "../evaluation/evaluation-job.ts";
import { readsSourceRecord } from "./reads-source-record.ts";

const noSteps: Scope["steps"] = {};

/** What the mapping sees of the samples. */
export interface Scopes {
  /** Of the current sample; undefined while there is none, or none reaches the step. */
  readonly current: Scope | undefined;
  /** Of every sample that is known without asking a system, the current one among them; what earlier steps gave only of that. */
  readonly all: readonly Scope[];
}

/** The record of the current sample that reaches a step, and those of the other samples as far as the page knows them. */
export function useScopes(node: string, index: number): Scopes {
  const sample = usePreview((state) => state.sample);
  const samples = useSamples((state) => state.samples);
  const isUnchanged = useDocument((state) => readsSourceRecord(state.graph, node));
  const { inputs, steps } = useExpressionInputs(node);
  const data: Json | undefined =
    inputs[Math.min(index, inputs.length - 1)] ?? (isUnchanged ? sample?.data : undefined);
  const made = useMemo((): Scope | undefined => {
    if (!sample || data === undefined) return undefined;
    return { data, source: sample.data, steps, key: sample.key, readAt: sample.readAt };
  }, [sample, data, steps]);
  const current = useKept(made);
  const all = useMemo(() => {
    if (!isUnchanged) return current ? [current] : [];
    return samples.map((one): Scope => {
      const isCurrent = current !== undefined && one.data === sample?.data && one.key === current.key;
      return isCurrent
        ? current
        : { data: one.data, source: one.data, steps: noSteps, key: one.key, readAt: one.readAt };
    });
  }, [samples, sample, isUnchanged, current]);
  return useMemo(() => ({ current, all }), [current, all]);
}
