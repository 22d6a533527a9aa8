import type { Preview, PreviewRequest } from "@trasvase/shared/contract/preview.ts";
import { type Graph, parseGraph } from "@trasvase/shared/graph.ts";
import { describe, expect, it, vi } from "vitest";
import { PreviewSession } from "./preview-session.ts";
import { SurveyDesk } from "./survey-desk.ts";
import { createSurveyStore } from "./survey-store.ts";
import { makeSurveyWorker, type Survey, type ToldSurvey } from "./survey-worker.ts";
import type { WorkerLike, WorkerReply } from "./watched-worker.ts";

const connections = new Map([
  ["shop", "webhook"],
  ["erp", "http"],
]);
const readAt = "2026-11-23T10:00:00.000Z";
const samples = [
  { key: "A1", data: { id: "A1", total: 5, note: "x" }, readAt },
  { key: "A2", data: { id: "A2", total: 50 }, readAt },
  { key: "A3", data: { id: "A3", total: 70 }, readAt },
];

function graphWith(keep: string): Graph {
  const { graph } = parseGraph({
    format: 1,
    nodes: {
      orders: { type: "source", config: { connection: "shop", resource: "records" } },
      big: { type: "filter", config: { keep } },
      erp: {
        type: "destination",
        config: { connection: "erp", resource: "records", match: "id", options: { createPath: "/c" } },
      },
    },
    edges: [
      { from: "orders", to: "big" },
      { from: "big", to: "erp" },
    ],
  });
  if (!graph) throw new Error("The graph is right.");
  return graph;
}

function spawnHere(): WorkerLike<ToldSurvey, Survey> {
  let hear: ((event: { readonly data: WorkerReply<Survey> }) => void) | undefined;
  const desk = new SurveyDesk();
  queueMicrotask(() => hear?.({ data: { kind: "ready" } }));
  const signs = { entered: () => {}, alive: () => {} };
  return {
    postMessage: ({ sequence, told }) => {
      void desk
        .answer(structuredClone(told), signs)
        .then((answer) =>
          hear?.({ data: { sequence, kind: "done", answer: structuredClone(answer), tookMs: 1 } }),
        );
    },
    addEventListener: (_type, listener) => {
      hear = listener;
    },
    terminate: () => {},
  };
}

const dryRun = {
  decision: "create" as const,
  reason: "New.",
  matched: null,
  match: [],
  requests: [],
  writes: {},
  changes: [],
};

async function serverAnswer(request: PreviewRequest): Promise<Preview> {
  const answered = request.samples.map(async ({ data, key = "" }) => {
    const job = {
      graph: request.graph as unknown as Graph,
      connections: [...connections],
      sample: { key, data, readAt },
    };
    const { passes } = await new PreviewSession().compute(job);
    const rows = Object.values(passes)
      .flat()
      .map(({ pending, clauses: _clauses, ...pass }) =>
        pending
          ? { ...pass, dryRun, outcome: { kind: "created" as const, node: pass.node, message: "Created." } }
          : pass,
      );
    return { key, state: "created" as const, leaves: [], passes: rows };
  });
  return { problems: [], samples: await Promise.all(answered) };
}

function start() {
  const ask = vi.fn(serverAnswer);
  const survey = createSurveyStore({ flow: "f", worker: makeSurveyWorker(spawnHere), ask });
  const states = (step: string) => survey.getState().rows.map((row) => row[step]?.state);
  return { survey, ask, states };
}

describe("the survey of all samples", () => {
  it("computes only while somebody looks, and asks the systems only where that is wanted", async () => {
    const { survey, ask, states } = start();
    survey.update({ graph: graphWith("total > 10"), connections, samples });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(survey.getState().rows).toEqual([]);
    survey.watch({});
    await vi.waitFor(() => expect(states("big")).toEqual(["filtered", "passed", "passed"]));
    expect(states("erp")).toEqual(["not-reached", "waiting", "waiting"]);
    expect(survey.getState().waiting).toBe(2);
    expect(ask).not.toHaveBeenCalled();
    survey.watch({ systems: true });
    await vi.waitFor(() => expect(survey.getState().waiting).toBe(0), 3000);
    expect(ask).toHaveBeenCalledTimes(1);
    expect(states("erp")).toEqual(["not-reached", "decided", "decided"]);
  });

  it("follows an edit without asking again what it does not change, and counts what leaves by each exit", async () => {
    const { survey, states } = start();
    survey.update({ graph: graphWith("total > 10"), connections, samples });
    survey.watch({});
    await vi.waitFor(() => expect(states("big")[0]).toBe("filtered"));
    survey.update({ graph: graphWith("total > 60"), connections, samples });
    expect(survey.getState().stale).toBe(true);
    await vi.waitFor(() => expect(states("big")).toEqual(["filtered", "filtered", "passed"]));
    expect(survey.getState().rows.map((row) => row.big?.left)).toEqual([
      { dropped: 1 },
      { dropped: 1 },
      { kept: 1 },
    ]);
  });

  it("counts the fields of the records that reach a step", async () => {
    const { survey } = start();
    survey.update({ graph: graphWith("total < 60"), connections, samples });
    survey.watch({ presenceAt: "erp" });
    await vi.waitFor(() => expect(survey.getState().presence?.of).toBe(2));
    expect(survey.getState().presence?.counts).toEqual({ '["id"]': 2, '["total"]': 2, '["note"]': 1 });
  });
});
