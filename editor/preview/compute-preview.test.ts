import type { Graph } from "@trasvase/shared/graph.ts";
import { parseGraph } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { describe, expect, it } from "vitest";
import { computePreview } from "./compute-preview.ts";
import { learnAnswers } from "./effect-answers.ts";
import type { EffectAnswers } from "./preview-job.ts";

const order = {
  id: "A1",
  status: "paid",
  total: 12,
  email: "ann@example.com",
  lines: [{ sku: "x" }, { sku: "y" }],
};

function graphOf(nodes: Record<string, Json>, ways: string[]): Graph {
  const edges = ways.map((way) => {
    const [from = "", to = ""] = way.split(" → ");
    const [name = "", port] = from.split(".");
    return { from: name, to, ...(port === undefined ? {} : { port }) };
  });
  const { graph, problems } = parseGraph({ format: 1, nodes, edges });
  if (!graph) throw new Error(JSON.stringify(problems));
  return graph;
}

const source = { type: "source", config: { connection: "shop", resource: "records" } };
const destination = {
  type: "destination",
  config: { connection: "erp", resource: "records", match: "Code", options: { createPath: "/c" } },
};
const connections = [
  ["shop", "webhook"],
  ["erp", "http"],
] as const;

function preview(graph: Graph, answers: EffectAnswers = {}, data: Json = order) {
  return computePreview({
    graph,
    connections,
    sample: { key: "A1", data, readAt: "2026-11-23T10:00:00.000Z" },
    answers,
  });
}

describe("the preview in the browser", () => {
  const mapped = graphOf(
    {
      orders: source,
      paid: { type: "filter", config: { keep: 'status = "paid" and total > 10' } },
      map: { type: "mapping", config: { expression: '{ "Code": id }' } },
      erp: destination,
    },
    ["orders → paid", "paid → map", "map → erp"],
  );

  it("walks pure steps and stops where a system has to be asked", async () => {
    const { passes, pending, leaves } = await preview(mapped);
    expect(passes.map((pass) => pass.node)).toEqual(["orders", "paid", "map", "erp"]);
    expect(passes[2]?.outputs[0]?.data).toEqual({ Code: "A1" });
    expect(passes[3]).toMatchObject({ input: { Code: "A1" }, pending: true });
    expect(pending).toEqual(["erp"]);
    expect(leaves).toEqual([]);
  });

  it("explains a condition with the values of its sides", async () => {
    const { passes } = await preview(mapped, {}, { ...order, status: "open" });
    expect(passes.find((pass) => pass.node === "paid")?.clauses?.keep).toMatchObject([
      {
        text: 'status = "paid"',
        holds: false,
        operands: [{ text: "status", value: "open" }, { text: '"paid"' }],
      },
      { text: "total > 10", joint: "and", holds: true, operands: [{ value: 12 }, { value: 10 }] },
    ]);
  });

  it("answers a destination's question again with what the server said about the same record", async () => {
    const first = await preview(mapped);
    const dryRun = {
      decision: "create" as const,
      reason: "Not there yet.",
      matched: null,
      match: [{ field: "Code", value: "A1" }],
      requests: [{ method: "POST", url: "http://x/c", headers: {}, body: { Code: "A1" } }],
      changes: [],
    };
    const outcome = { kind: "created" as const, node: "erp", message: "Would be created." };
    const answers = learnAnswers(
      first.asked,
      first.passes.map(({ pending: _pending, ...pass }) => ({
        ...pass,
        recordId: pass.recordId.replace("sample", "server-7"),
        ...(pass.node === "erp" ? { dryRun, outcome } : {}),
      })),
    );
    const again = await preview(mapped, answers);
    expect(again.pending).toEqual([]);
    expect(again.passes[3]).toMatchObject({ dryRun: { decision: "create" }, outcome: { kind: "created" } });
    const other = await preview(mapped, answers, { ...order, id: "B2" });
    expect(other.pending).toEqual(["erp"]);
  });

  it("takes every element of a split on, and a lookup's answer for each record", async () => {
    const graph = graphOf(
      {
        orders: source,
        lines: { type: "split", config: { items: "lines" } },
        item: {
          type: "lookup",
          config: {
            connection: "erp",
            resource: "records",
            match: { field: "Code", value: "sku" },
            options: { findPath: "/c?x={value}" },
          },
        },
        map: { type: "mapping", config: { expression: '{ "Name": $steps.item.Name, "Order": $source.id }' } },
        erp: destination,
      },
      ["orders → lines", "lines → item", "item → map", "map → erp"],
    );
    const first = await preview(graph);
    expect(first.pending).toEqual(["item"]);
    const answers = learnAnswers(
      first.asked,
      first.passes.map(({ pending: _pending, ...pass }) =>
        pass.node === "item" ? { ...pass, answer: { Name: `Item ${JSON.stringify(pass.input)}` } } : pass,
      ),
    );
    const again = await preview(graph, answers);
    expect(again.passes.filter((pass) => pass.node === "map").map((pass) => pass.outputs[0]?.data)).toEqual([
      { Name: 'Item {"sku":"x"}', Order: "A1" },
      { Name: 'Item {"sku":"y"}', Order: "A1" },
    ]);
  });

  it("lists the problems and walks nothing when the graph cannot be walked", async () => {
    const graph = graphOf({ map: { type: "mapping", config: { expression: "{" } } }, []);
    const { problems, passes, state } = await preview(graph);
    expect(problems.map((problem) => problem.code)).toContain("no-source");
    expect(passes).toEqual([]);
    expect(state).toBeUndefined();
  });

  it("shows what a broken step does to the record and still walks the others", async () => {
    const graph = graphOf({ orders: source, map: { type: "mapping", config: { expression: "{ bad" } } }, [
      "orders → map",
    ]);
    const { passes } = await preview(graph);
    expect(passes.find((pass) => pass.node === "map")?.outcome?.kind).toBe("rejected");
  });

  it("does not guess what a destination gives to the steps behind it", async () => {
    const map = { type: "mapping", config: { expression: '{ "Id": $steps.erp.ID }' } };
    const graph = graphOf({ orders: source, erp: destination, map }, ["orders → erp", "erp → map"]);
    const first = await preview(graph);
    const outcome = { kind: "created" as const, node: "erp", message: "Would be created." };
    const answer = (more: object) =>
      learnAnswers(
        first.asked,
        first.passes.map(({ pending: _pending, ...pass }) =>
          pass.node === "erp" ? { ...pass, outcome, ...more } : pass,
        ),
      );
    expect((await preview(graph, answer({}))).pending).toEqual(["erp"]);
    const known = await preview(graph, answer({ answer: { ID: "7" } }));
    expect(known.passes.find((pass) => pass.node === "map")?.outputs[0]?.data).toEqual({ Id: "7" });
  });

  it("walks a sample although the source step is not complete yet", async () => {
    const graph = graphOf(
      { orders: { type: "source", config: {} }, map: { type: "mapping", config: { expression: "{}" } } },
      ["orders → map"],
    );
    const { passes } = await preview(graph);
    expect(passes.map((pass) => pass.node)).toEqual(["orders", "map"]);
  });

  it("names the step it enters before the step has ended", async () => {
    const entered: string[] = [];
    await computePreview(
      {
        graph: mapped,
        connections,
        sample: { key: "A1", data: order, readAt: "2026-11-23T10:00:00.000Z" },
        answers: {},
      },
      (step) => entered.push(step),
    );
    expect(entered).toEqual(["paid", "map"]);
  });
});
