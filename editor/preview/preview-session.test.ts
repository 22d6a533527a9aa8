import type { Graph } from "@trasvase/shared/graph.ts";
import { parseGraph } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { describe, expect, it } from "vitest";
import type { PreviewJob, PreviewPass } from "./preview-job.ts";
import { PreviewSession } from "./preview-session.ts";

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

const readAt = "2026-11-23T10:00:00.000Z";

/** Previews one sample again and again, in the order of the steps. */
function open(data: Json = order, session = new PreviewSession()) {
  const sample = { key: "A1", data, readAt };
  return async (graph: Graph, more: Partial<PreviewJob> = {}) => {
    const { passes, ...rest } = await session.compute({ graph, connections, sample, ...more });
    return { ...rest, passes: Object.values(passes).flat(), of: (name: string) => passes[name] ?? [] };
  };
}

/** What a server says of the same graph and sample: the same passes, with `more` where the local ones wait. */
function answers(passes: readonly PreviewPass[], more: (pass: PreviewPass) => object): PreviewPass[] {
  return passes.map(({ pending, ...pass }) => ({
    ...pass,
    recordId: pass.recordId.replace("sample", "server-7"),
    ...(pending ? more(pass) : {}),
  }));
}

const created = {
  dryRun: {
    decision: "create" as const,
    reason: "Not there yet.",
    matched: null,
    match: [{ field: "Code", value: "A1" }],
    requests: [{ method: "POST", url: "http://x/c", headers: {}, body: { Code: "A1" } }],
    writes: {},
    changes: [],
  },
  outcome: { kind: "created" as const, node: "erp", message: "Would be created." },
};

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
    const { passes, pending, leaves } = await open()(mapped);
    expect(passes.map((pass) => pass.node)).toEqual(["orders", "paid", "map", "erp"]);
    expect(passes[2]?.outputs[0]?.data).toEqual({ Code: "A1" });
    expect(passes[3]).toMatchObject({ input: { Code: "A1" }, pending: true });
    expect(pending).toEqual(["erp"]);
    expect(leaves).toEqual([]);
  });

  it("explains a condition with the values of its sides", async () => {
    const { of } = await open({ ...order, status: "open" })(mapped);
    expect(of("paid")[0]?.clauses?.keep).toMatchObject([
      {
        text: 'status = "paid"',
        holds: false,
        operands: [{ text: "status", value: "open" }, { text: '"paid"' }],
      },
      { text: "total > 10", joint: "and", holds: true, operands: [{ value: 12 }, { value: 10 }] },
    ]);
  });

  it("answers a question again with what the server said about it, as long as it is the same", async () => {
    const session = new PreviewSession();
    const preview = open(order, session);
    const first = await preview(mapped);
    const known = await preview(mapped, { answered: answers(first.passes, () => created) });
    expect(known.pending).toEqual([]);
    const again = await preview({ ...mapped, nodes: { ...mapped.nodes } });
    expect(again.pending).toEqual([]);
    expect(again.of("erp")[0]).toMatchObject({
      dryRun: { decision: "create" },
      outcome: { kind: "created" },
    });
    const other = await open({ ...order, id: "B2" }, session)(mapped);
    expect(other.pending).toEqual(["erp"]);
    expect(other.of("erp")[0]).toMatchObject({ pending: true, dryRun: { decision: "create" } });
  });

  it("asks again after ten minutes, and when it is told to forget", async () => {
    let now = Date.parse(readAt);
    const preview = open(order, new PreviewSession(() => now));
    const first = await preview(mapped);
    await preview(mapped, { answered: answers(first.passes, () => ({ ...created, askedAt: readAt })) });
    now += 9 * 60_000;
    expect((await preview(mapped)).pending).toEqual([]);
    expect((await preview(mapped, { forget: true })).pending).toEqual(["erp"]);
    await preview(mapped, { answered: answers(first.passes, () => ({ ...created, askedAt: readAt })) });
    now += 2 * 60_000;
    expect((await preview(mapped)).pending).toEqual(["erp"]);
  });

  it("takes every element of a split on, and a lookup's answer for each record", async () => {
    const graph = graphOf(
      {
        orders: source,
        lines: { type: "split", config: { items: "lines" } },
        item,
        map: { type: "mapping", config: { expression: '{ "Name": $steps.item.Name, "Order": $source.id }' } },
        erp: destination,
      },
      ["orders → lines", "lines → item", "item → map", "map → erp"],
    );
    const preview = open();
    const first = await preview(graph);
    expect(first.pending).toEqual(["item"]);
    const answered = answers(first.passes, (pass) => ({
      answer: { Name: `Item ${JSON.stringify(pass.input)}` },
    }));
    const again = await preview(graph, { answered });
    expect(again.of("map").map((pass) => pass.outputs[0]?.data)).toEqual([
      { Name: 'Item {"sku":"x"}', Order: "A1" },
      { Name: 'Item {"sku":"y"}', Order: "A1" },
    ]);
  });

  it("walks nothing when the graph cannot be walked", async () => {
    const graph = graphOf({ map: { type: "mapping", config: { expression: "{" } } }, []);
    const { passes, walked } = await open()(graph);
    expect(passes).toEqual([]);
    expect(walked).toBe(false);
  });

  it("shows what a broken step does to the record and still walks the others", async () => {
    const graph = graphOf({ orders: source, map: { type: "mapping", config: { expression: "{ bad" } } }, [
      "orders → map",
    ]);
    expect((await open()(graph)).of("map")[0]?.outcome?.kind).toBe("rejected");
  });

  it("walks a sample although the source step is not complete yet", async () => {
    const graph = graphOf(
      { orders: { type: "source", config: {} }, map: { type: "mapping", config: { expression: "{}" } } },
      ["orders → map"],
    );
    expect((await open()(graph)).passes.map((pass) => pass.node)).toEqual(["orders", "map"]);
  });

  it("names the expression it enters before the step has ended, and leaves out one that hangs", async () => {
    const entered: string[] = [];
    const job = { graph: mapped, connections, sample: { key: "A1", data: order, readAt } };
    await new PreviewSession().compute(job, (step, field) => entered.push(`${step}.${field}`));
    expect(entered).toEqual(["paid.keep", "map.expression"]);
    const hanging = [{ step: "map", field: "expression", message: "It hangs." }];
    const without = await new PreviewSession().compute({ ...job, hanging }, (step) => entered.push(step));
    expect(entered.at(-1)).toBe("paid");
    expect(without.passes.map?.[0]?.outcome).toMatchObject({ code: "preview-stopped", field: "expression" });
  });
});

const item = {
  type: "lookup",
  config: {
    connection: "erp",
    resource: "records",
    match: { field: "Code", value: "sku" },
    options: { findPath: "/c?x={value}" },
  },
};

describe("steps behind a system", () => {
  const behind = (expression: string, code = "id") =>
    graphOf(
      {
        orders: source,
        map: { type: "mapping", config: { expression: `{ "Code": ${code} }` } },
        erp: destination,
        after: { type: "mapping", config: { expression } },
      },
      ["orders → map", "map → erp", "erp → after"],
    );
  const target = { answer: { ID: "7", Code: "A1" } };

  it("see the target's record that the server told", async () => {
    const preview = open();
    const graph = behind('{ "Id": $steps.erp.ID }');
    const first = await preview(graph);
    expect(first.of("after")).toEqual([]);
    const known = await preview(graph, {
      answered: answers(first.passes, () => ({ ...created, ...target })),
    });
    expect(known.of("after")[0]).toMatchObject({ outputs: [{ data: { Id: "7" } }], provisional: true });
  });

  it("are computed at once with the answer before when the question has changed, and say so", async () => {
    const preview = open();
    const graph = behind("$steps.erp.[ID, Code]");
    const first = await preview(graph);
    await preview(graph, { answered: answers(first.passes, () => ({ ...created, ...target })) });
    const edited = await preview(behind("$steps.erp.[ID, Code]", '"new"'));
    expect(edited.pending).toEqual(["erp"]);
    expect(edited.of("erp")[0]).toMatchObject({ pending: true, dryRun: { decision: "create" } });
    // What was edited shows in the target as it would be sent now.
    expect(edited.of("after")[0]).toMatchObject({ assumed: true, outputs: [{ data: ["7", "new"] }] });
  });

  it("do not take an answer of another system for one of this", async () => {
    const preview = open();
    const graph = behind("$steps.erp.ID");
    const first = await preview(graph);
    await preview(graph, { answered: answers(first.passes, () => ({ ...created, ...target })) });
    const config = { ...destination.config, options: { createPath: "/other" } };
    const edited = await preview({ ...graph, nodes: { ...graph.nodes, erp: { ...destination, config } } });
    expect(edited.pending).toEqual(["erp"]);
    expect(edited.of("after")).toEqual([]);
  });
});
