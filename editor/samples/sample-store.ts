import type {
  FetchSamples,
  FlowSamples,
  KeepSample,
  Sample,
  Samples,
} from "@trasvase/shared/contract/sample.ts";
import type { Graph } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { sourceSettings } from "@trasvase/shared/source-settings.ts";
import { createStore } from "zustand/vanilla";
import type { FetchedNote } from "./fetched-note.ts";

export interface SampleState {
  /** The records that are looked at, one of them at a time. */
  readonly samples: readonly Sample[];
  readonly status: "none" | "loading" | "ready" | "failed";
  /** What the source said besides records, or why it could not be read. */
  readonly message: string | undefined;
  /** When the samples came here, ISO 8601. */
  readonly at: string | undefined;
  /** The source step's settings that the samples were fetched with; undefined for pasted ones and those of past records. */
  readonly fetchedWith: string | undefined;
  /** Those kept with the flow; undefined until they were read. */
  readonly kept: readonly Sample[] | undefined;
  /** Set when samples were fetched in this window before and the server has forgotten them: when that was. */
  readonly goneSince: string | undefined;
}

/** The calls of the server that the samples of a flow need. Each rejects with a message for people. */
export interface SampleCalls {
  /** `POST /api/samples` */
  readonly fetch: (request: FetchSamples, signal: AbortSignal) => Promise<Samples>;
  readonly ofFlow: () => Promise<FlowSamples>;
  readonly keep: (request: KeepSample) => Promise<Sample>;
  readonly rename: (id: string, name: string) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
  readonly restore: (id: string) => Promise<void>;
}

export interface SampleParts {
  readonly flow: string;
  readonly calls: SampleCalls;
  /** The key of a pasted record, as the source step would give it; `place` counts from 1. */
  readonly keyOf: (data: Json, place: number) => string;
  /** Called when other samples have come: the one at this place is looked at. */
  readonly onReplaced: (place: number) => void;
  readonly note: FetchedNote;
  readonly now?: () => number;
}

/** Which records are wanted of the source; nothing given: the newest. */
export type Wanted = Pick<FetchSamples, "key" | "where">;

/** How many records are fetched at once. */
const samplesFetched = 12;

export type SampleStore = ReturnType<typeof createSampleStore>;

/**
 * The samples of an open flow: the records the preview can walk. Fetched ones live in this page and for an hour in the server's memory, kept
 * ones in the database; none of them in the graph.
 */
export function createSampleStore(parts: SampleParts) {
  const { calls, flow, keyOf, note, onReplaced, now = Date.now } = parts;
  const store = createStore<SampleState>()(() => ({
    samples: [],
    status: "none",
    message: undefined,
    at: undefined,
    fetchedWith: undefined,
    kept: undefined,
    goneSince: undefined,
  }));
  let call: AbortController | undefined;

  function replace(samples: readonly Sample[], more: Partial<SampleState> = {}, place = 0): void {
    call?.abort();
    call = undefined;
    store.setState({
      samples,
      status: samples.length > 0 ? "ready" : "none",
      message: undefined,
      at: new Date(now()).toISOString(),
      fetchedWith: undefined,
      goneSince: undefined,
      ...more,
    });
    onReplaced(place);
  }

  async function readKept(): Promise<FlowSamples> {
    const answered = await calls.ofFlow();
    store.setState({ kept: answered.kept });
    return answered;
  }

  return {
    ...store,
    /** Takes up what the server still has for a graph's source. Where it has forgotten what was fetched before, that is said. */
    async resume(graph: Graph): Promise<void> {
      const settings = sourceSettings(graph);
      const { fetched } = await readKept();
      const { samples, status } = store.getState();
      if (samples.length > 0 || status === "loading" || settings === undefined) return;
      if (fetched?.settings === settings) {
        replace(fetched.samples, { at: fetched.at, fetchedWith: settings });
        return;
      }
      const before = note.read(flow);
      if (before?.settings === settings) store.setState({ goneSince: before.at, fetchedWith: settings });
    },
    /** Reads records from the source step of a graph. Those that are there stay until others have come. */
    async load(graph: Graph, wanted: Wanted = {}): Promise<void> {
      call?.abort();
      const own = new AbortController();
      call = own;
      const fetchedWith = sourceSettings(graph);
      store.setState({ status: "loading", message: undefined, goneSince: undefined, fetchedWith });
      try {
        // The contract types the graph as any JSON; a Graph is JSON by construction.
        const request = { graph: graph as unknown as Json, count: samplesFetched, flow, ...wanted };
        const { samples, message } = await calls.fetch(request, own.signal);
        if (call !== own) return;
        replace(samples, { message, fetchedWith });
        if (fetchedWith !== undefined && samples.length > 0) {
          note.write(flow, { settings: fetchedWith, at: new Date(now()).toISOString() });
        }
      } catch (error) {
        if (call !== own) return;
        call = undefined;
        store.setState({ status: "failed", message: textOf(error) });
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
    /** Looks at the kept samples, beginning with one of them. */
    lookAtKept(place: number): void {
      replace(store.getState().kept ?? [], {}, place);
    },
    /** Keeps a sample with the flow; answers it as it was kept. */
    async keep(sample: Sample, name: string, graph: Graph): Promise<Sample> {
      const { data, key, readAt, standIns } = sample;
      const kept = await calls.keep({
        name,
        graph: graph as unknown as Json,
        sample: { data, key, readAt, ...(standIns === undefined ? {} : { standIns }) },
      });
      store.setState((state) => ({ kept: [...(state.kept ?? []), kept] }));
      return kept;
    },
    async rename(id: string, name: string): Promise<void> {
      await calls.rename(id, name);
      const renamed = (one: Sample): Sample => (one.id === id ? { ...one, name } : one);
      store.setState(({ kept, samples }) => ({
        kept: kept?.map(renamed),
        samples: samples.map(renamed),
      }));
    },
    async remove(id: string): Promise<void> {
      await calls.remove(id);
      store.setState(({ kept }) => ({ kept: kept?.filter((one) => one.id !== id) }));
    },
    async restore(id: string): Promise<void> {
      await calls.restore(id);
      await readKept();
    },
  };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
