import { nodeCatalog } from "@trasvase/nodes/catalog.ts";
import type { PassRow } from "@trasvase/shared/contract/preview.ts";
import type { RecordDetail } from "@trasvase/shared/contract/record.ts";
import type { RecordContext } from "@trasvase/shared/expression/record-bindings.ts";
import { type Graph, parseGraph } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { definitionOf } from "../document/definitions.ts";
import { explainConditions } from "../preview/explain-conditions.ts";
import type { SeenClause } from "../preview/preview-job.ts";

/**
 * What every part of a step's conditions gave for a past record, by config field. Evaluated again in the browser from what the log
 * says the step saw; undefined for steps without conditions.
 */
export function explainPass(
  record: Pick<RecordDetail, "graph" | "passes" | "sent" | "source" | "key" | "readAt" | "at">,
  pass: PassRow,
): Readonly<Record<string, readonly SeenClause[]>> | undefined {
  const graph = parseGraph(record.graph).graph;
  const node = graph?.nodes[pass.node];
  const config = node && definitionOf(node.type, nodeCatalog)?.config.safeParse(node.config);
  if (!graph || !node || !config?.success) return undefined;
  const explain = explainConditions(node.type, {
    name: pass.node,
    config: config.data,
    expression: () => {
      throw new Error("Explaining a condition does not open its step.");
    },
  });
  return explain?.(pass.input, contextOfPass(record, pass, graph));
}

function contextOfPass(
  record: Pick<RecordDetail, "passes" | "sent" | "source" | "key" | "readAt" | "at">,
  pass: PassRow,
  graph: Graph,
): RecordContext {
  return {
    source: record.source,
    meta: { key: record.key, id: pass.recordId, readAt: record.readAt, ordinal: 0, deleted: false },
    steps: stepsBehind(record, pass, graph),
    tables: graph.tables,
    at: Date.parse(record.at),
    recordId: pass.recordId,
  };
}

/** What `$steps` held for a pass: the answers of the steps this very path went through. */
function stepsBehind(
  record: Pick<RecordDetail, "passes" | "sent">,
  pass: PassRow,
  graph: Graph,
): Readonly<Record<string, Json>> {
  const steps: Record<string, Json> = {};
  for (const earlier of record.passes) {
    const way = earlier.outputs.find((output) => isOnWay(output.recordId, pass.recordId));
    if (!way) continue;
    const known = answerOf(record, earlier, way.data, graph);
    if (known !== undefined) steps[earlier.node] = known;
  }
  return steps;
}

function answerOf(
  record: Pick<RecordDetail, "sent">,
  pass: PassRow,
  output: Json,
  graph: Graph,
): Json | undefined {
  switch (graph.nodes[pass.node]?.type) {
    case "mapping":
    case "split":
      return output;
    case "lookup":
      return pass.answer;
    case "destination":
      return record.sent.find((one) => one.node === pass.node)?.answer;
    default:
      return undefined;
  }
}

/** Whether a record id lies on the way to another: record ids name the exits they went through, one after the other. */
function isOnWay(earlier: string, later: string): boolean {
  return later === earlier || later.startsWith(`${earlier}/`);
}
