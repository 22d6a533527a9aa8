import type { FlowSamples, Sample } from "@trasvase/shared/contract/sample.ts";
import { type Graph, parseGraph } from "@trasvase/shared/graph.ts";
import { sourceSettings } from "@trasvase/shared/source-settings.ts";
import { describe, expect, it, vi } from "vitest";
import type { Fetched } from "./fetched-note.ts";
import { createSampleStore, type SampleCalls } from "./sample-store.ts";
import { silentCalls } from "./testing/no-samples.ts";

const sample = (key: string, more: Partial<Sample> = {}): Sample => ({
  key,
  data: { key },
  readAt: "2026-01-01T00:00:00.000Z",
  origin: "source",
  ...more,
});

function graphOf(resource: string): Graph {
  const nodes = { s: { type: "source", config: { connection: "shop", resource } } };
  const { graph } = parseGraph({ format: 1, name: "F", nodes, edges: [] });
  if (!graph) throw new Error("The graph of this test does not parse.");
  return graph;
}

const orders = graphOf("orders");
const settings = sourceSettings(orders) ?? "";

function open(calls: Partial<SampleCalls>, note?: Fetched) {
  const written: Fetched[] = [];
  const places: number[] = [];
  const store = createSampleStore({
    flow: "f",
    calls: { ...silentCalls, ...calls },
    keyOf: (_, place) => `#${place}`,
    onReplaced: (place) => places.push(place),
    note: { read: () => note, write: (_, fetched) => written.push(fetched) },
    now: () => Date.parse("2026-01-01T12:00:00Z"),
  });
  return { store, written, places };
}

const remembered = (samples: Sample[], of = settings): FlowSamples => ({
  kept: [],
  fetched: { samples, at: "2026-01-01T11:30:00.000Z", until: "2026-01-01T12:30:00.000Z", settings: of },
});

describe("the samples of an open flow", () => {
  it("are those the server remembers for the same source", async () => {
    const { store } = open({ ofFlow: async () => remembered([sample("A")]) });
    await store.resume(orders);
    expect(store.getState()).toMatchObject({
      samples: [sample("A")],
      status: "ready",
      at: "2026-01-01T11:30:00.000Z",
      fetchedWith: settings,
      kept: [],
    });
  });

  it("are not taken up when the source was set to something else, nor over those that are there", async () => {
    const other = open({ ofFlow: async () => remembered([sample("A")], "other settings") });
    await other.store.resume(orders);
    expect(other.store.getState()).toMatchObject({ samples: [], status: "none", goneSince: undefined });
    const taken = open({ ofFlow: async () => remembered([sample("A")]) });
    taken.store.take(sample("past", { origin: "record" }));
    await taken.store.resume(orders);
    expect(taken.store.getState().samples.map(({ key }) => key)).toEqual(["past"]);
  });

  it("are said to be gone when the server has forgotten what this window fetched, until they are fetched again", async () => {
    const { store, written } = open(
      { ofFlow: async () => ({ kept: [] }), fetch: async () => ({ samples: [sample("B")] }) },
      { settings, at: "2026-01-01T10:00:00.000Z" },
    );
    await store.resume(orders);
    expect(store.getState()).toMatchObject({
      status: "none",
      goneSince: "2026-01-01T10:00:00.000Z",
      fetchedWith: settings,
    });
    await store.load(orders);
    expect(store.getState()).toMatchObject({ samples: [sample("B")], goneSince: undefined });
    expect(written).toEqual([{ settings, at: "2026-01-01T12:00:00.000Z" }]);
  });

  it("are asked for by key or by a field, for this flow", async () => {
    const fetch = vi.fn<SampleCalls["fetch"]>(async () => ({ samples: [], message: "nothing there" }));
    const { store, written } = open({ fetch });
    await store.load(orders, { where: { field: "email", value: "a@x.nl" } });
    expect(fetch.mock.calls[0]?.[0]).toMatchObject({
      flow: "f",
      count: 12,
      where: { field: "email", value: "a@x.nl" },
    });
    expect(store.getState()).toMatchObject({ status: "none", message: "nothing there" });
    expect(written).toEqual([]);
  });

  it("take the answer of the latest question only, and keep those there are when it fails", async () => {
    const answers: ((samples: Sample[]) => void)[] = [];
    const fetch = () =>
      new Promise<{ samples: Sample[] }>((resolve) => answers.push((samples) => resolve({ samples })));
    const { store } = open({ fetch });
    const first = store.load(orders);
    const second = store.load(orders, { key: "B" });
    answers[1]?.([sample("B")]);
    answers[0]?.([sample("A")]);
    await Promise.all([first, second]);
    expect(store.getState().samples.map(({ key }) => key)).toEqual(["B"]);
    const failing = open({ fetch: () => Promise.reject(new Error("The shop does not answer.")) });
    failing.store.paste([{ a: 1 }]);
    await failing.store.load(orders);
    expect(failing.store.getState()).toMatchObject({
      status: "failed",
      message: "The shop does not answer.",
    });
    expect(failing.store.getState().samples.map(({ key }) => key)).toEqual(["#1"]);
  });

  it("are kept, renamed, removed and brought back", async () => {
    let onServer: Sample[] = [];
    const { store, places } = open({
      ofFlow: async () => ({ kept: onServer }),
      keep: async ({ name, sample: { data, key, readAt } }) => ({
        key: `kept ${key}`,
        data,
        readAt,
        name,
        id: key,
        origin: "kept",
        standIns: true,
      }),
      rename: async () => {},
      remove: async () => {},
      restore: async () => {},
    });
    await store.resume(orders);
    await store.keep(sample("A"), "First", orders);
    await store.keep(sample("B"), "Second", orders);
    expect(store.getState().kept?.map(({ name }) => name)).toEqual(["First", "Second"]);
    store.lookAtKept(1);
    expect(places).toEqual([1]);
    await store.rename("B", "Last");
    expect(store.getState().samples[1]?.name).toBe("Last");
    onServer = [...(store.getState().kept ?? [])];
    await store.remove("A");
    expect(store.getState().kept?.map(({ name }) => name)).toEqual(["Last"]);
    await store.restore("A");
    expect(store.getState().kept?.map(({ name }) => name)).toEqual(["First", "Last"]);
  });
});
