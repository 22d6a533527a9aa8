import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type SaveAnswer, startAutosave } from "./autosave.ts";
import { catalogueOf } from "./catalogue.ts";
import { createDocumentStore } from "./document-store.ts";
import { setTitle } from "./edits/config.ts";
import { keepDraftsIn } from "./kept-draft.ts";
import { orderFlow } from "./testing/graphs.ts";

function memoryStorage() {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
    size: () => items.size,
  };
}

function start(answers: SaveAnswer[]) {
  const opened = {
    flow: "f1",
    graph: orderFlow,
    revision: 7,
    savedAt: "2026-11-23T14:02:00Z",
  };
  const store = createDocumentStore(opened, catalogueOf([]));
  const storage = memoryStorage();
  const sent: { revision: number; title: string | undefined }[] = [];
  const autosave = startAutosave({
    store,
    keeper: keepDraftsIn(storage),
    save: ({ graph, revision }) => {
      sent.push({ revision, title: graph.nodes.paid?.title });
      return Promise.resolve(
        answers.shift() ?? { kind: "saved", revision: revision + 1, at: "2026-11-23T14:03:00Z" },
      );
    },
  });
  const title = (text: string) => store.getState().apply(setTitle(store.getState().graph, "paid", text));
  return { store, storage, sent, autosave, title, kept: () => keepDraftsIn(storage).find("f1") };
}

describe("autosave", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("sends an edit once things are quiet, from the revision it started at", async () => {
    const { store, sent, title } = start([]);
    title("One");
    title("Two");
    expect(store.getState().saveState.kind).toBe("saving");
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent).toEqual([{ revision: 7, title: "Two" }]);
    expect(store.getState()).toMatchObject({
      revision: 8,
      saveState: { kind: "saved", at: "2026-11-23T14:03:00Z" },
    });
  });

  it("sends at least every five seconds while somebody keeps typing", async () => {
    const { sent, title } = start([]);
    for (let turn = 0; turn < 20; turn++) {
      title(`Title ${turn}`);
      await vi.advanceTimersByTimeAsync(400);
    }
    expect(sent.length).toBeGreaterThanOrEqual(1);
  });

  it("keeps the draft in the browser from the edit until the server has it", async () => {
    const { kept, title } = start([]);
    title("One");
    expect(kept()).toMatchObject({ revision: 7, graph: { nodes: { paid: { title: "One" } } } });
    await vi.advanceTimersByTimeAsync(1000);
    expect(kept()).toBeUndefined();
  });

  it("says that it is offline, keeps the draft, and sends it when the server answers again", async () => {
    const { store, sent, kept, title } = start([{ kind: "unreachable" }, { kind: "unreachable" }]);
    title("One");
    await vi.advanceTimersByTimeAsync(1000);
    expect(store.getState().saveState.kind).toBe("offline");
    expect(kept()).toBeDefined();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent.length).toBe(3);
    expect(store.getState().saveState.kind).toBe("saved");
    expect(kept()).toBeUndefined();
  });

  it("never overwrites a draft that was changed elsewhere unless a person says so", async () => {
    const { store, sent, autosave, title, kept } = start([{ kind: "conflict" }]);
    title("Mine");
    await vi.advanceTimersByTimeAsync(1000);
    expect(store.getState().saveState.kind).toBe("conflict");
    title("Still mine");
    await vi.advanceTimersByTimeAsync(60_000);
    await autosave.flush();
    expect(sent.length).toBe(1);
    expect(kept()).toMatchObject({ graph: { nodes: { paid: { title: "Still mine" } } } });
    await autosave.overwrite(12);
    expect(sent.at(-1)).toEqual({ revision: 12, title: "Still mine" });
    expect(store.getState().saveState.kind).toBe("saved");
  });

  it("goes on from the other draft's revision after that was taken over", async () => {
    const { store, sent, autosave, title } = start([{ kind: "conflict" }]);
    title("Mine");
    await vi.advanceTimersByTimeAsync(1000);
    autosave.settle(12, "2026-11-23T15:00:00Z");
    title("Next");
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent.at(-1)).toEqual({ revision: 12, title: "Next" });
    expect(store.getState().revision).toBe(13);
  });

  it("sends nothing when an edit was undone before it was sent", async () => {
    const { store, sent, title, storage } = start([]);
    title("One");
    store.getState().undo();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual([]);
    expect(storage.size()).toBe(0);
    expect(store.getState().saveState).toEqual({ kind: "saved", at: "2026-11-23T14:02:00Z" });
  });

  it("saves what was edited while it was saving", async () => {
    const { sent, title } = start([]);
    title("One");
    await vi.advanceTimersByTimeAsync(699);
    vi.advanceTimersByTime(1);
    title("Two");
    await vi.advanceTimersByTimeAsync(2000);
    expect(sent.map((draft) => draft.title)).toEqual(["One", "Two"]);
    expect(sent[1]?.revision).toBe(8);
  });
});

describe("kept drafts", () => {
  it.each(["", "{", "null", '{"graph":1}', '{"graph":{"format":2},"revision":1,"at":""}'])(
    "that cannot be read count as not kept: %s",
    (text) => {
      const storage = memoryStorage();
      storage.setItem("trasvase.draft.f1", text);
      expect(keepDraftsIn(storage).find("f1")).toBeUndefined();
    },
  );

  it("that do not fit into the storage are not an error", () => {
    const full = {
      ...memoryStorage(),
      setItem: () => {
        throw new Error("QuotaExceededError");
      },
    };
    const draft = { flow: "f1", graph: orderFlow, revision: 1, at: "" };
    expect(() => keepDraftsIn(full).keep(draft)).not.toThrow();
  });
});
