import type { Answer, Delivered, Effects } from "@trasvase/shared/effects.ts";
import type { ExampleRecord, NodeExample } from "@trasvase/shared/example.ts";
import { graphFormat } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";
import type { NodeType } from "@trasvase/shared/node.ts";
import { makePlan, type Planned } from "@trasvase/shared/plan.ts";
import { openPlan, type Pass, walk } from "@trasvase/shared/walk.ts";
import { nodeCatalog } from "../catalog.ts";
import { runners } from "../pure.ts";

/** The step under test in the graphs made here. */
export const exampleStep = "step";

/** A graph with the example's node behind a source (or as the source), planned. */
export function planExample(type: NodeType, example: NodeExample): Planned {
  const isSource = type === "source";
  const nodes: Record<string, Json> = { [exampleStep]: { type, config: example.config } };
  if (!isSource) nodes.start = { type: "source", config: { connection: "test", resource: "records" } };
  const document = {
    format: graphFormat,
    name: example.title,
    nodes,
    edges: isSource ? [] : [{ from: "start", to: exampleStep }],
    tables: example.tables ?? {},
    layout: {},
  };
  return makePlan(document, { nodes: nodeCatalog, connectors: {}, connections: undefined });
}

/** Walks one record of an example through its step; answers what an observer saw there. */
export async function walkExample(
  type: NodeType,
  example: NodeExample,
  record: ExampleRecord,
): Promise<Pass> {
  const { plan } = planExample(type, example);
  if (!plan) throw new Error(`The example "${example.title}" of ${type} gives no plan.`);
  const passes: Pass[] = [];
  const source = {
    id: "r",
    key: "k",
    data: record.input,
    readAt: "2026-01-01T00:00:00.000Z",
    ordinal: 0,
    deleted: false,
  };
  await walk(openPlan(plan, runners), [source], {
    at: Date.UTC(2026, 0, 1),
    effects: effectsOf(record),
    observe: (pass) => passes.push(pass),
  });
  const pass = passes.find((one) => one.step.name === exampleStep);
  if (!pass) throw new Error(`No record reached the step of the example "${example.title}".`);
  return pass;
}

function effectsOf(record: ExampleRecord): Effects {
  return {
    lookUp: async (_step, _terms, questions) =>
      questions.map(({ values }): Answer => {
        const data = record.found?.[values.map(String).join("|")];
        return data ? { kind: "found", record: { id: "found", data } } : { kind: "missing" };
      }),
    deliver: async (_step, _terms, arrivals) =>
      arrivals.map((): Delivered => {
        const { kind = "skipped", message = "", target } = record.delivered ?? {};
        return { outcome: { kind, message }, ...(target ? { target } : {}) };
      }),
  };
}
