import type { PreviewRequest } from "@trasvase/shared/contract/preview.ts";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { useStore } from "zustand";
import { edgeId } from "../document/definitions.ts";
import { type FlowEditing, useFlowEditing } from "../document/flow-editing.tsx";
import type { EdgePreview, NodePreview } from "../document/preview-reading.ts";
import { fetchedNote } from "../samples/fetched-note.ts";
import { sampleCalls } from "../samples/sample-calls.ts";
import { sampleKey } from "../samples/sample-key.ts";
import { createSampleStore, type SampleState, type SampleStore } from "../samples/sample-store.ts";
import { useSampleLoading } from "../samples/use-sample-loading.ts";
import { api, signalled, take } from "../shell/api.ts";

import { createPreviewStore, type PreviewState, type PreviewStore } from "./preview-store.ts";
import { makePreviewWorker } from "./preview-worker.ts";
import { createSurveyStore, type SurveyState, type SurveyStore, type SurveyWish } from "./survey-store.ts";
import { makeSurveyWorker } from "./survey-worker.ts";

/** The samples of the open flow and what the current one does in it. */
export interface FlowPreview {
  readonly samples: SampleStore;
  readonly preview: PreviewStore;
  /** What all samples do in it, while somebody looks. */
  readonly survey: SurveyStore;
}

const FlowPreviewContext = createContext<FlowPreview | undefined>(undefined);

/**
 * Keeps the preview of the open flow going for everything below; stands inside a FlowEditingProvider.
 * `record` is the id of a past record to look at instead of fresh samples.
 */
export function FlowPreviewProvider({
  record,
  children,
}: {
  record?: string | undefined;
  children: ReactNode;
}) {
  const editing = useFlowEditing();
  const [made] = useState(() => makeFlowPreview(editing));
  useEffect(() => follow(editing, made), [editing, made]);
  useSampleLoading(made.samples, record);
  return <FlowPreviewContext value={made}>{children}</FlowPreviewContext>;
}

/** For tests and pages of samples: hands over stores made elsewhere. */
export function FlowPreviewFrom({ value, children }: { value: FlowPreview; children: ReactNode }) {
  return <FlowPreviewContext value={value}>{children}</FlowPreviewContext>;
}

function makeFlowPreview({ document, session }: FlowEditing): FlowPreview {
  const { flow } = document.getState();
  const ask = (json: PreviewRequest, signal: AbortSignal) =>
    take(api.preview.$post({ json }, signalled(signal)));
  return {
    samples: createSampleStore({
      flow,
      calls: sampleCalls(flow),
      keyOf: (data, place) => {
        const { graph, catalogue } = document.getState();
        return sampleKey(data, place, graph, catalogue.connections);
      },
      onReplaced: (place) => session.getState().chooseSample(place),
      note: fetchedNote,
    }),
    preview: createPreviewStore({
      flow,
      worker: makePreviewWorker(spawnPreview),
      ask,
    }),
    survey: createSurveyStore({
      flow,
      worker: makeSurveyWorker(spawnSurvey),
      ask,
    }),
  };
}

function spawnPreview() {
  return new Worker(new URL("./preview.worker.ts", import.meta.url), { type: "module", name: "preview" });
}

function spawnSurvey() {
  return new Worker(new URL("./survey.worker.ts", import.meta.url), { type: "module", name: "survey" });
}

/** Tells the preview about every edit, sample and connection; answers how to stop. */
function follow({ document, session }: FlowEditing, { samples, preview, survey }: FlowPreview): () => void {
  const update = () => {
    const { graph, catalogue } = document.getState();
    const { samples: all } = samples.getState();
    const sample = all[Math.min(session.getState().sample, all.length - 1)];
    preview.update({ graph, connections: catalogue.connections, sample });
    survey.update({ graph, connections: catalogue.connections, samples: all });
  };
  update();
  const stops = [document.subscribe(update), session.subscribe(update), samples.subscribe(update)];
  return () => {
    for (const stop of stops) stop();
    preview.close();
    survey.close();
  };
}

/** The preview and samples of the open flow, for event handlers and effects. */
export function useFlowPreview(): FlowPreview {
  const preview = useContext(FlowPreviewContext);
  if (!preview) throw new Error("This component stands outside a FlowPreviewProvider.");
  return preview;
}

/** A slice of the preview. */
export function usePreview<Slice>(select: (state: PreviewState) => Slice): Slice {
  return useStore(useFlowPreview().preview, select);
}

/** A slice of the samples. */
export function useSamples<Slice>(select: (state: SampleState) => Slice): Slice {
  return useStore(useFlowPreview().samples, select);
}

/** A slice of the survey of all samples. */
export function useSurvey<Slice>(select: (state: SurveyState) => Slice): Slice {
  return useStore(useFlowPreview().survey, select);
}

/** Looks at all samples for as long as the component is there. */
export function useWatchSurvey({ presenceAt, systems = false }: SurveyWish): void {
  const { survey } = useFlowPreview();
  useEffect(
    () => survey.watch({ systems, ...(presenceAt === undefined ? {} : { presenceAt }) }),
    [survey, presenceAt, systems],
  );
}

/** What the current sample did at a step; undefined while nothing was computed. Renders again only when it changes. */
export function usePreviewOfNode(name: string): NodePreview | undefined {
  return usePreview((state) => state.nodes[name]);
}

/** What passed along an edge; undefined while nothing was computed. */
export function usePreviewOfEdge(from: string, port: string, to: string): EdgePreview | undefined {
  return usePreview((state) => state.edges[edgeId({ from, port, to })]);
}
