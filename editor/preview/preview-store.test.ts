import type { Preview, PreviewRequest } from "@trasvase/shared/contract/preview.ts";
import { type Graph, parseGraph } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { describe, expect, it, vi } from "vitest";
import { PreviewDesk } from "./preview-desk.ts";
import { PreviewSession } from "./preview-session.ts";
import { createPreviewStore, type PreviewInput } from "./preview-store.ts";
import { makePreviewWorker, type ToldJob, type ToldPreview } from "./preview-worker.ts";
import { type WorkerLike, type WorkerReply, watchdogMs } from "./watched-worker.ts";

const connections = new Map([
  ["shop", "webhook"],
  ["erp", "http"],
]);
const sample = { key: "A1", data: { id: "A1", total: 5 }, readAt: "2026-11-23T10:00:00.000Z" };

function graphWith(expression: string, keep = "true"): Graph {
  const { graph, problems } = parseGraph({
    format: 1,
    nodes: {
      orders: { type: "source", config: { connection: "shop", resource: "records" } },
      paid: { type: "filter", config: { keep } },
      map: { type: "mapping", config: { expression } },
      erp: {
        type: "destination",
        config: { connection: "erp", resource: "records", match: "Code", options: { createPath: "/c" } },
      },
    },
    edges: [
      { from: "orders", to: "paid" },
      { from: "paid", to: "map" },
      { from: "map", to: "erp" },
    ],
  });
  if (!graph) throw new Error(JSON.stringify(problems));
  return graph;
}

/** A worker that computes in this thread, as the real one does in its own. It never comes back from the text "hang". */
function spawnHere(): WorkerLike<ToldJob, ToldPreview> {
  const listeners: ((event: { readonly data: WorkerReply<ToldPreview> }) => void)[] = [];
  const tell = (data: WorkerReply<ToldPreview>) => {
    for (const listener of listeners) listener({ data });
  };
  const desk = new PreviewDesk();
  queueMicrotask(() => tell({ kind: "ready" }));
  return {
    postMessage: ({ sequence, told }) => {
      const hangs = told.graph.nodes.map?.config.expression === "hang" && !told.hanging?.length;
      if (hangs) return tell({ sequence, kind: "entered", step: "map", field: "expression" });
      void desk
        .answer(structuredClone(told), () => {})
        .then((answer) => tell({ sequence, kind: "done", answer: structuredClone(answer), tookMs: 1 }));
    },
    addEventListener: (_type, hear) => listeners.push(hear),
    terminate: () => {},
  };
}

/** What the server would answer: the same walk, with every destination deciding to create. */
async function serverAnswer(request: PreviewRequest): Promise<Preview> {
  const graph = request.graph as unknown as Graph;
  const first = request.samples[0] ?? sample;
  const job = { graph, connections: [...connections], sample: { ...sample, data: first.data } };
  const { passes } = await new PreviewSession().compute(job);
  return {
    problems: [],
    samples: [
      {
        key: "A1",
        state: "created",
        leaves: [],
        passes: Object.values(passes)
          .flat()
          .map(({ pending, clauses: _clauses, ...pass }) =>
            pending
              ? {
                  ...pass,
                  outcome: { kind: "created", node: pass.node, message: "Would be created." },
                  dryRun: {
                    decision: "create",
                    reason: "New.",
                    matched: null,
                    match: [],
                    requests: [],
                    writes: {},
                    changes: [],
                  },
                }
              : pass,
          ),
      },
    ],
  };
}

function start(ask = vi.fn(serverAnswer)) {
  const store = createPreviewStore({ flow: "f", worker: makePreviewWorker(spawnHere), ask });
  const show = (graph: Graph, data: Json = sample.data) => {
    const input: PreviewInput = {
      graph,
      connections,
      sample: data === sample.data ? sample : { ...sample, data },
    };
    store.update(input);
  };
  const output = () => store.getState().passes.map?.passes[0]?.outputs[0]?.data;
  return { store, ask, show, output };
}

describe("the preview of an open flow", () => {
  it("recomputes after an edit, asks the systems once, and remembers their answer", async () => {
    const { store, ask, show, output } = start();
    show(graphWith('{ "Code": id }'));
    await vi.waitFor(() => expect(store.getState().nodes.erp?.decision).toBe("create"), 2000);
    expect(output()).toEqual({ Code: "A1" });
    expect(ask).toHaveBeenCalledTimes(1);
    show(graphWith('{ "Code": id }', "total > 1"));
    await vi.waitFor(() =>
      expect(store.getState().passes.paid?.passes[0]?.clauses?.keep?.[0]?.text).toBe("total > 1"),
    );
    expect(store.getState().nodes.erp).toMatchObject({ decision: "create", stale: false });
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it("is not confused by being told the same again while it computes", async () => {
    const { show, output } = start();
    const graph = graphWith('{ "Code": id }');
    show(graph);
    const repeat = setInterval(() => show({ ...graph, layout: { erp: [0, 0] } }), 1);
    await vi.waitFor(() => expect(output()).toEqual({ Code: "A1" }));
    clearInterval(repeat);
  });

  it("keeps what was decided in sight, marked stale, until the systems have answered the edit", async () => {
    const { store, show, ask } = start();
    show(graphWith('{ "Code": id }'));
    await vi.waitFor(() => expect(store.getState().nodes.erp?.decision).toBe("create"), 2000);
    show(graphWith('{ "Code": id & "!" }'));
    await vi.waitFor(() =>
      expect(store.getState().nodes.erp).toMatchObject({ decision: "create", stale: true }),
    );
    await vi.waitFor(() => expect(store.getState().nodes.erp?.stale).toBe(false), 2000);
    expect(ask).toHaveBeenCalledTimes(2);
    expect(store.getState().passes.erp?.passes[0]?.input).toEqual({ Code: "A1!" });
  });

  it("never shows an older answer after a newer one", async () => {
    let release: (() => void) | undefined;
    const ask = vi.fn(async (request: PreviewRequest) => {
      if (ask.mock.calls.length === 1) await new Promise<void>((resolve) => (release = resolve));
      return serverAnswer(request);
    });
    const { store, show } = start(ask);
    show(graphWith('{ "Code": "old" }'));
    await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(1), 2000);
    show(graphWith('{ "Code": "new" }'));
    await vi.waitFor(() => expect(store.getState().nodes.erp?.decision).toBe("create"), 2000);
    release?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(store.getState().passes.erp?.passes[0]?.input).toEqual({ Code: "new" });
  });

  it("says so when the systems cannot be asked, and asks again when wanted", async () => {
    let fails = true;
    const ask = vi.fn((request: PreviewRequest) =>
      fails ? Promise.reject(new Error("The server cannot be reached.")) : serverAnswer(request),
    );
    const { store, show } = start(ask);
    show(graphWith('{ "Code": id }'));
    await vi.waitFor(() => expect(store.getState().trouble?.kind).toBe("server"), 2000);
    fails = false;
    store.refresh();
    await vi.waitFor(() => expect(store.getState().nodes.erp?.decision).toBe("create"), 2000);
    expect(store.getState().trouble).toBeUndefined();
  });

  it("asks the systems anew when it is told to", async () => {
    const { store, ask, show } = start();
    show(graphWith('{ "Code": id }'));
    await vi.waitFor(() => expect(store.getState().nodes.erp?.decision).toBe("create"), 2000);
    store.refresh();
    await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(2), 2000);
    expect(ask.mock.calls.map(([request]) => request.fresh === true)).toEqual([false, true]);
    await vi.waitFor(() => expect(store.getState().nodes.erp?.stale).toBe(false), 2000);
  });

  it("asks a system again when it has room for questions", async () => {
    const ask = vi.fn(async (request: PreviewRequest) => {
      const answer = await serverAnswer(request);
      if (ask.mock.calls.length > 1) return answer;
      const late = { kind: "retrying" as const, node: "erp", message: "No room now.", retryAfterMs: 10 };
      const samples = answer.samples.map((one) => ({
        ...one,
        passes: one.passes.map(({ dryRun: _, ...pass }) =>
          pass.node === "erp" ? { ...pass, outcome: late } : pass,
        ),
      }));
      return { ...answer, samples };
    });
    const { store, show } = start(ask);
    show(graphWith('{ "Code": id }'));
    await vi.waitFor(() => expect(store.getState().nodes.erp?.message).toBe("No room now."), 2000);
    await vi.waitFor(() => expect(store.getState().nodes.erp?.decision).toBe("create"), 5000);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it("ends an expression that does not finish, names it, and goes on with the other steps", async () => {
    const { store, show } = start();
    show(graphWith('{ "Code": id }'));
    await vi.waitFor(() => expect(store.getState().nodes.map?.state).toBe("passed"));
    show(graphWith("hang", "total > 2"));
    await vi.waitFor(
      () => expect(store.getState().trouble).toEqual({ kind: "stopped", step: "map", field: "expression" }),
      watchdogMs * 2,
    );
    expect(store.getState().nodes).toMatchObject({ paid: { state: "passed" }, map: { state: "rejected" } });
    show(graphWith('{ "Code": id }', "total > 2"));
    await vi.waitFor(() => expect(store.getState().nodes.map?.state).toBe("passed"));
    expect(store.getState().trouble).toBeUndefined();
  });

  it("marks everything stale when the graph can no longer be walked", async () => {
    const { store, show } = start();
    const graph = graphWith('{ "Code": id }');
    show(graph);
    await vi.waitFor(() => expect(store.getState().nodes.map?.state).toBe("passed"));
    const { orders: _orders, ...nodes } = graph.nodes;
    show({ ...graph, nodes });
    await vi.waitFor(() => expect(store.getState().nodes.map?.stale).toBe(true));
  });

  it("answers the same objects for steps that an edit does not touch", async () => {
    const { store, show } = start();
    show(graphWith('{ "Code": id }'));
    await vi.waitFor(() => expect(store.getState().nodes.erp?.decision).toBe("create"), 2000);
    const before = store.getState();
    show(graphWith('{ "Code": id, "More": 1 }'));
    await vi.waitFor(() =>
      expect(store.getState().passes.map?.passes[0]?.outputs[0]?.data).toMatchObject({ More: 1 }),
    );
    expect(store.getState().nodes.paid).toBe(before.nodes.paid);
    expect(store.getState().edges["orders:out>paid"]).toBe(before.edges["orders:out>paid"]);
  });
});
