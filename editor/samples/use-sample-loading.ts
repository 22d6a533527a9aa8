import { sourceSettings } from "@trasvase/shared/source-settings.ts";
import { useEffect } from "react";
import type { DocumentState } from "../document/document-store.ts";
import { useFlowEditing } from "../document/flow-editing.tsx";
import { connectorOfConfig, sourceOf } from "../form/resource-of.ts";
import { api, take } from "../shell/api.ts";
import type { SampleStore } from "./sample-store.ts";

/** Milliseconds after the last edit of the source step before its samples are fetched anew. */
const settleMs = 600;

/**
 * Sees to it that there is always a sample: takes up what the server remembers, fetches some as soon as the source can be read, and again
 * when the source step is set to something else. Samples that a person chose by hand stay.
 */
export function useSampleLoading(samples: SampleStore, record: string | undefined): void {
  const { document } = useFlowEditing();
  useEffect(() => {
    if (record === undefined) return;
    let over = false;
    void loadRecord(samples, record, () => over);
    return () => {
      over = true;
    };
  }, [samples, record]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stop = () => {};
    let over = false;
    const look = (delay: number) => {
      clearTimeout(timer);
      if (!wantsSamples(document.getState(), samples)) return;
      timer = setTimeout(() => {
        if (wantsSamples(document.getState(), samples)) void samples.load(document.getState().graph);
      }, delay);
    };
    // What the server remembers is a convenience: without it the source is asked.
    const resumed = samples.resume(document.getState().planned).catch(() => undefined);
    void resumed.then(() => {
      if (over || record !== undefined) return;
      look(0);
      stop = document.subscribe((state, before) => {
        if (state.planned !== before.planned || state.catalogue !== before.catalogue) look(settleMs);
      });
    });
    return () => {
      over = true;
      clearTimeout(timer);
      stop();
    };
  }, [document, samples, record]);
}

function wantsSamples(state: DocumentState, samples: SampleStore): boolean {
  const { status, samples: present, fetchedWith } = samples.getState();
  const settings = sourceSettings(state.planned);
  if (settings === undefined || settings === fetchedWith) return false;
  const chosenByHand = present.some((sample) => sample.origin !== "source");
  return !chosenByHand && (status !== "loading" || fetchedWith !== settings) && canRead(state);
}

/** Whether the source step is complete and its system can be asked for records (a webhook only receives). */
function canRead({ planned, problems, catalogue }: DocumentState): boolean {
  const source = sourceOf(planned);
  const connector = connectorOfConfig(source?.node.config, catalogue.connections);
  if (!source || !connector || connector.pushed) return false;
  return !problems.some((problem) => problem.node === source.name && problem.severity === "error");
}

async function loadRecord(samples: SampleStore, id: string, isOver: () => boolean): Promise<void> {
  samples.setState({ status: "loading", message: undefined });
  try {
    const sample = await take(api.records[":id"].sample.$get({ param: { id } }));
    if (!isOver()) samples.take(sample);
  } catch (error) {
    if (isOver()) return;
    samples.setState({ status: "failed", message: error instanceof Error ? error.message : String(error) });
  }
}
