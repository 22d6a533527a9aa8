import type { FoundFlow } from "@trasvase/db/queries/find-flow.ts";
import type { FlowCase } from "@trasvase/shared/case/case.ts";
import type { createFlowSchema } from "@trasvase/shared/contract/flow.ts";
import { type FlowFile, parseFlowFile, type Trigger, triggerSchema } from "@trasvase/shared/flow-file.ts";
import { type Graph, graphFormat, parseGraph } from "@trasvase/shared/graph.ts";
import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import type * as z from "zod";
import { ApiError, notFound } from "../api-error.ts";
import { findTemplate } from "./templates.ts";

/** What a new flow starts with. */
export interface FlowStart {
  readonly name: string;
  readonly draft: Json;
  readonly trigger: Trigger;
  readonly cases: readonly FlowCase[];
}

/**
 * What the person asked a new flow to be made of: nothing, a template, another flow or a file. An imported file is only read: nothing of
 * it runs, and no connection is made from it.
 */
export async function newFlowOf(
  request: z.output<typeof createFlowSchema>,
  find: (id: string) => Promise<FoundFlow>,
  casesOf: (flow: FoundFlow) => Promise<readonly FlowCase[]>,
): Promise<FlowStart> {
  const made = [request.template, request.copyOf, request.file].filter((part) => part !== undefined);
  if (made.length > 1) {
    throw new ApiError(
      400,
      "several-origins",
      "Give one of template, copyOf and file: a flow is made of one thing.",
    );
  }
  if (request.template !== undefined) {
    const template = await findTemplate(request.template);
    if (!template) throw notFound("template", request.template);
    return named(template.file, request.name);
  }
  if (request.copyOf !== undefined) {
    const found = await find(request.copyOf);
    const { graph } = parseGraph(found.draft);
    const trigger = { kind: "manual" as const };
    const copy = { graph: graph ?? emptyGraph(found.name), trigger, cases: await casesOf(found) };
    return named(copy, request.name ?? `${found.name} (copy)`);
  }
  if (request.file !== undefined) return named(readFile(request.file), request.name);
  return named({ graph: emptyGraph("Untitled flow"), trigger: { kind: "manual" }, cases: [] }, request.name);
}

function emptyGraph(name: string): Graph {
  return { format: graphFormat, name, nodes: {}, edges: [], tables: {}, layout: {} };
}

function named(file: Pick<FlowFile, "graph" | "trigger" | "cases">, name: string | undefined): FlowStart {
  const graph = name === undefined ? file.graph : { ...file.graph, name };
  // A parsed graph is plain JSON; its interface only lacks the index signature.
  return { name: graph.name, draft: graph as unknown as Json, trigger: file.trigger, cases: file.cases };
}

function readFile(document: Json): FlowFile {
  const { file, problems } = parseFlowFile(document);
  if (file) return file;
  throw new ApiError(
    422,
    "flow-file-shape",
    `This is no flow file that can be imported: ${problems[0]?.message ?? ""}${problems.length > 1 ? ` (and ${problems.length - 1} more)` : ""}`,
    { problems },
  );
}

/** A flow as a file for git: its draft, its cases, its trigger and the connections it needs by name; no secret, no setting of a connection. */
export function flowFileOf(
  flow: Pick<FoundFlow, "draft" | "name" | "trigger">,
  connections: ReadonlyMap<string, string> | undefined,
  cases: readonly FlowCase[],
): FlowFile {
  const graph = parseGraph(flow.draft).graph ?? emptyGraph(flow.name);
  const names = Object.values(graph.nodes).map((node) =>
    isJsonObject(node.config) ? node.config.connection : undefined,
  );
  const used = [...new Set(names.filter((name): name is string => typeof name === "string" && name !== ""))];
  return {
    graph,
    cases,
    needs: used.sort().map((connection) => ({ connection, connector: connections?.get(connection) ?? "" })),
    trigger: triggerSchema.parse(flow.trigger),
  };
}
