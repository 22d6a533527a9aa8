import type { FetchSamples, Sample, Samples } from "@trasvase/shared/contract/sample.ts";
import type { Graph } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { sourceSettings } from "@trasvase/shared/source-settings.ts";
import { createStore } from "zustand/vanilla";

export interface SampleState {
  readonly samples: readonly Sample[];
  readonly status: "none" | "loading" | "ready" | "failed";
  /** What the source said besides records, or why it could not be read. */
  readonly message: string | undefined;
  /** When the samples came here, ISO 8601. */
  readonly at: string | undefined;
  /** The source step's settings that the samples were fetched with; undefined for pasted ones and those of past records. */
  readonly fetchedWith: string | undefined;
}

export interface SampleParts {
  /** `POST /api/samples`. Rejects with a message for people. */
  readonly fetch: (request: FetchSamples, signal: AbortSignal) => Promise<Samples>;
  /** The key of a pasted record, as the source step would give it; `place` counts from 1. */
  readonly keyOf: (data: Json, place: number) => string;
  /** Called when other samples have come: the first of them is looked at. */
  readonly onReplaced: () => void;
  readonly now?: () => number;
}

/** How many records are fetched at once. */
const samplesFetched = 12;

export type SampleStore = ReturnType<typeof createSampleStore>;

/** The samples of an open flow: the records the preview can walk. They live in this page and on the server for an hour, never in the graph. */
export function createSampleStore({ fetch, keyOf, onReplaced, now = Date.now }: SampleParts) {
  const store = createStore<SampleState>()(() => ({
    samples: [],
    status: "none",
    message: undefined,
    at: undefined,
    fetchedWith: undefined,
  }));
  let call: AbortController | undefined;

  function replace(samples: readonly Sample[], more: Partial<SampleState> = {}): void {
    call?.abort();
    call = undefined;
    store.setState({
      samples,
      status: samples.length > 0 ? "ready" : "none",
      message: undefined,
      at: new Date(now()).toISOString(),
      fetchedWith: undefined,
      ...more,
    });
    onReplaced();
  }

  return {
    ...store,
    /** Reads records from the source step of a graph. Those that are there stay until others have come. */
    async load(graph: Graph, wanted: { readonly key?: string } = {}): Promise<void> {
      call?.abort();
      const own = new AbortController();
      call = own;
      const fetchedWith = sourceSettings(graph);
      store.setState({ status: "loading", message: undefined, fetchedWith });
      try {
        // The contract types the graph as any JSON; a Graph is JSON by construction.
        const request = { graph: graph as unknown as Json, count: samplesFetched, ...wanted };
        const { samples, message } = await fetch(request, own.signal);
        if (call !== own) return;
        replace(samples, { message, fetchedWith });
      } catch (error) {
        if (call !== own) return;
        call = undefined;
        const message = error instanceof Error ? error.message : String(error);
        store.setState({ status: "failed", message });
      }
    },
    /** Takes records that a person pasted. */
    paste(records: readonly Json[]): void {
      const readAt = new Date(now()).toISOString();
      replace(
        records.map((data, index) => ({ key: keyOf(data, index + 1), data, readAt, origin: "pasted" })),
      );
    },
    /** Takes one sample, for example a past record. */
    take(sample: Sample): void {
      replace([sample]);
    },
  };
}
