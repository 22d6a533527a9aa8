import * as z from "zod";
import { caseSchema, type FlowCase } from "./case/case.ts";
import { type Graph, graphFormat, parseGraph, problemsOf } from "./graph.ts";
import { isJsonObject, type Json } from "./json.ts";
import { graphJson, printFileDocument } from "./print-graph.ts";
import type { Problem } from "./problem.ts";
import { findCronFault } from "./schedule.ts";

/** What starts a flow. */
export const triggerSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("manual") }),
  z.strictObject({
    kind: z.literal("webhook"),
    /** Requests per minute beyond which the sender is asked to wait; left out: as many as come. */
    mostPerMinute: z.number().int().min(1).max(1_000_000).exactOptional(),
  }),
  z.strictObject({
    kind: z.literal("interval"),
    everyMinutes: z.number().int().min(1).max(527_040),
    overlap: z.enum(["skip", "queue"]).default("skip"),
  }),
  z
    .strictObject({
      kind: z.literal("cron"),
      /** Five parts: minute, hour, day of the month, month, day of the week. */
      pattern: z.string().min(1).max(200),
      /** Name such as Europe/Amsterdam: the clock that the pattern means. */
      timeZone: z.string().min(1).max(100),
      overlap: z.enum(["skip", "queue"]).default("skip"),
    })
    .check((context) => {
      const fault = findCronFault(context.value);
      if (!fault) return;
      const { code, field, message } = fault;
      context.issues.push({ code: "custom", input: context.value, path: [field], message, params: { code } });
    }),
]);

export type Trigger = z.infer<typeof triggerSchema>;

/** A connection that a flow needs, by name. */
export const needSchema = z.strictObject({ connection: z.string(), connector: z.string() });

const fileSchema = z.strictObject({
  format: z.literal(graphFormat),
  graph: z.unknown(),
  cases: z.array(caseSchema).default([]),
  needs: z.array(needSchema).default([]),
  trigger: triggerSchema.default({ kind: "manual" }),
});

/** A flow as it lies in git: the graph with its cases, needs and trigger. */
export interface FlowFile {
  readonly graph: Graph;
  readonly cases: readonly FlowCase[];
  readonly needs: readonly z.infer<typeof needSchema>[];
  readonly trigger: Trigger;
}

/** Reads a flow file or a bare graph; reports every problem of the shape at once. */
export function parseFlowFile(input: unknown): {
  readonly file: FlowFile | undefined;
  readonly problems: readonly Problem[];
} {
  const isFile = isJsonObject(input) && Object.hasOwn(input, "graph");
  if (!isFile) {
    const parsed = parseGraph(input);
    const file = parsed.graph && {
      graph: parsed.graph,
      cases: [],
      needs: [],
      trigger: { kind: "manual" as const },
    };
    return { file, problems: parsed.problems };
  }
  const file = fileSchema.safeParse(input);
  const parsed = parseGraph(input.graph);
  const problems = [...(file.success ? [] : problemsOf(file.error, {})), ...parsed.problems];
  if (!file.success || !parsed.graph) return { file: undefined, problems };
  const { cases, needs, trigger } = file.data;
  return { file: { graph: parsed.graph, cases, needs, trigger }, problems };
}

/** Prints a flow file canonically. */
export function printFlowFile(file: FlowFile): string {
  const document: Json = {
    format: graphFormat,
    graph: graphJson(file.graph),
    // Parsed JSON throughout; only the members that may be left out keep the type from saying so.
    cases: file.cases as unknown as Json,
    needs: file.needs.map((one) => ({ ...one })),
    trigger: { ...file.trigger },
  };
  return printFileDocument(document);
}
