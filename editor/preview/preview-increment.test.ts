import type { PassRow } from "@trasvase/shared/contract/preview.ts";
import { type Graph, parseGraph } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { randomGraph, randomRecordData } from "@trasvase/shared/testing/random-graph.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GraphListener, GraphTeller } from "./graph-delta.ts";
import type { ComputedPreview, PreviewJob, PreviewPass } from "./preview-job.ts";
import { PreviewSession } from "./preview-session.ts";

const systems = { connection: "c", readable: "records", writable: "records", matchField: "code" };
const connections = [["c", "http"]] as const;
const readAt = "2026-11-23T10:00:00.000Z";

function graphFrom(document: unknown): Graph {
  const { graph, problems } = parseGraph(document);
  if (!graph) throw new Error(JSON.stringify(problems));
  return graph;
}

/** One edit of a graph: a step's settings are taken from another graph, an edge goes, a table gets a row, or nothing is moved. */
type Edit = (graph: Graph) => Graph;

const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(randomGraph(systems, 4), fc.nat(), fc.nat()).map(
    ([other, from, to]): Edit =>
      (graph) => {
        const donors = Object.values(graphFrom(other).nodes).filter((node) => node.type !== "source");
        const names = Object.keys(graph.nodes).filter((name) => graph.nodes[name]?.type !== "source");
        const name = names[to % names.length];
        const donor = donors[from % donors.length];
        return name && donor ? { ...graph, nodes: { ...graph.nodes, [name]: donor } } : graph;
      },
  ),
  fc.nat().map(
    (at): Edit =>
      (graph) => ({
        ...graph,
        edges: graph.edges.filter((_, index) => index !== at % graph.edges.length),
      }),
  ),
  fc.constantFrom("P", "Q").map(
    (to): Edit =>
      (graph) => ({
        ...graph,
        tables: { codes: { rows: [["paid", to]], default: "?" } },
      }),
  ),
  fc.constantFrom({ stringLength: 1_000 }, { steps: 1_000, callDepth: 10 }).map(
    (limits): Edit =>
      (graph) => ({ ...graph, limits }),
  ),
  fc.constant<Edit>((graph) => ({ ...graph, layout: { start: [1, 1] } })),
);

/** What the world would say to whoever asks: a function of the step and the record alone. */
function world(passes: ComputedPreview["passes"]): PassRow[] {
  return Object.values(passes)
    .flat()
    .map(({ pending, assumed: _assumed, clauses: _clauses, ...pass }) => {
      if (!pending) return pass;
      const code = JSON.stringify(pass.input).length % 3;
      const target: Json = { code: `t${code}`, amount: code };
      const outcome = { kind: "created" as const, node: pass.node, message: "Would be created." };
      return { ...pass, answer: target, outcome };
    });
}

/** Without what may differ: how long it took. */
function told(passes: ComputedPreview["passes"]): unknown {
  const plain = (pass: PreviewPass) => ({ ...pass, durationMs: 0 });
  return Object.fromEntries(Object.entries(passes).map(([name, own]) => [name, own.map(plain)]));
}

describe("a preview that is computed from the changed step down", () => {
  it("equals one that is computed as a whole, after any edits, samples and answers", async () => {
    await fc.assert(
      fc.asyncProperty(
        randomGraph(systems),
        fc.array(fc.tuple(edits, fc.option(randomRecordData, { freq: 4 }), fc.boolean()), { maxLength: 6 }),
        randomRecordData,
        async (document, changes, data) => {
          const session = new PreviewSession();
          const [teller, listener] = [new GraphTeller(), new GraphListener()];
          const hear = (job: PreviewJob) => ({ ...job, ...listener.hear(structuredClone(teller.tell(job))) });
          let job: PreviewJob = {
            graph: graphFrom(document),
            connections,
            sample: { key: "A1", data, readAt },
          };
          for (const [edit, other, answers] of [[(graph: Graph) => graph, null, true] as const, ...changes]) {
            job = { ...job, graph: edit(job.graph), forget: true, answered: undefined };
            if (other !== null) job = { ...job, sample: { ...job.sample, data: other } };
            let incremental = await session.compute(hear(job));
            if (!answers) continue;
            // Several systems behind one another: each answer lets the walk come one further.
            for (let round = 0; incremental.pending.length > 0 && round < 12; round++) {
              job = { ...job, forget: false, answered: world(incremental.passes) };
              incremental = await session.compute(hear(job));
            }
            const whole = await new PreviewSession().compute(job);
            expect(told(incremental.passes)).toEqual(told(whole.passes));
            expect(incremental.leaves).toEqual(whole.leaves);
          }
        },
      ),
      { numRuns: 120 },
    );
  }, 60_000);

  it("stops a record at the limits of its flow, and lets it on when they are raised", async () => {
    const graph = graphFrom({
      format: 1,
      nodes: {
        start: { type: "source", config: { connection: "c", resource: "records" } },
        long: { type: "mapping", config: { expression: '{ "text": $pad("", amount, "x") }' } },
      },
      edges: [{ from: "start", to: "long" }],
      limits: { stringLength: 1_000 },
    });
    const session = new PreviewSession();
    const [teller, listener] = [new GraphTeller(), new GraphListener()];
    const sample = { key: "A1", data: { amount: 2_000 }, readAt };
    const outcome = async (limits: Graph["limits"]) => {
      const told = structuredClone(teller.tell({ graph: { ...graph, limits }, connections }));
      const { passes } = await session.compute({ ...listener.hear(told), sample });
      return passes.long?.[0]?.outcome;
    };
    const stopped = { kind: "rejected", node: "long", code: "X1001", field: "expression" };
    expect(await outcome(graph.limits)).toMatchObject(stopped);
    expect(await outcome({ stringLength: 3_000 })).toBeUndefined();
    expect(await outcome(graph.limits)).toMatchObject(stopped);
    expect(await outcome(undefined)).toBeUndefined();
  });

  it("evaluates nothing of the steps before the edit, and tells nothing of steps that do what they did", async () => {
    const graph = graphFrom({
      format: 1,
      nodes: {
        start: { type: "source", config: { connection: "c", resource: "records" } },
        first: { type: "filter", config: { keep: "amount > 1" } },
        second: { type: "mapping", config: { expression: '{ "code": code }' } },
        third: { type: "mapping", config: { expression: '{ "again": code }' } },
        beside: { type: "mapping", config: { expression: "amount" } },
      },
      edges: [
        { from: "start", to: "first" },
        { from: "first", to: "second" },
        { from: "second", to: "third" },
        { from: "first", to: "beside" },
      ],
    });
    const session = new PreviewSession();
    const sample = { key: "A1", data: { code: "r1", amount: 3 }, readAt };
    const before = await session.compute({ graph, connections, sample });
    const edit = async (expression: string) => {
      const nodes = { ...graph.nodes, second: { type: "mapping", config: { expression } } };
      const entered: string[] = [];
      const job = { graph: { ...graph, nodes }, connections, sample };
      const after = await session.compute(job, (step) => entered.push(step));
      const same = Object.keys(after.passes).filter((name) => after.passes[name] === before.passes[name]);
      return { entered, same };
    };
    // What the edited step gives is the same as before, so nothing behind it has to look.
    expect(await edit('{ "code": code & "" }')).toEqual({
      entered: ["second"],
      same: ["start", "first", "second", "beside", "third"],
    });
    expect(await edit('{ "code": code & "x" }')).toEqual({
      entered: ["second", "third"],
      same: ["start", "first", "beside"],
    });
  });
});
