import * as z from "zod";
import { defaultLimits, type Limits, limitBounds, limitNames } from "./expression/limits.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Problem } from "./problem.ts";

/** Format of the graph document (README, "The flow file"). Older ones are brought up to date by upgrade.ts. */
export const graphFormat = 1;

/** Most nodes a graph may have; a flow that people can still read has fewer than a hundred. */
export const maxNodes = 10_000;
const maxEdges = 100_000;
const maxTextLength = 200_000;

/** A node's key is its name in expressions (`$steps.erp`). */
export const nodeNamePattern = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;
const forbiddenNames = new Set(["constructor", "prototype", "toString", "valueOf", "hasOwnProperty"]);

const jsonSchema: z.ZodType<Json> = z.json();
const nodeSchema = z.strictObject({
  type: z.string().max(64),
  title: z.string().max(200).optional(),
  config: z.record(z.string(), jsonSchema).default({}),
});
const edgeSchema = z.strictObject({
  from: z.string(),
  port: z.string().optional(),
  to: z.string(),
});
const tableSchema = z.strictObject({
  rows: z.array(z.tuple([z.string(), jsonSchema])).max(100_000),
  default: jsonSchema.optional(),
  force: z.boolean().optional(),
});
const limitsSchema = z.strictObject(
  Object.fromEntries(limitNames.map((name) => [name, limitSchema(name).optional()])) as Record<
    keyof Limits,
    z.ZodOptional<z.ZodNumber>
  >,
);
const pointSchema = z.tuple([z.number().finite(), z.number().finite()]);

/** One limit of a flow's expressions, between the bounds that expression/limits.ts gives. */
function limitSchema(name: keyof Limits): z.ZodNumber {
  const { least, most } = limitBounds[name];
  const range = `${least.toLocaleString("en-US")} to ${most.toLocaleString("en-US")}`;
  const message = `The limit "${name}" must be a whole number from ${range}. Change it, or leave it out for the default of ${defaultLimits[name].toLocaleString("en-US")}.`;
  return z.int(message).min(least, message).max(most, message);
}

/** What expressions of a flow may use, where it differs from the defaults. */
export type FlowLimits = Partial<Limits>;

/** One box of a flow as it is stored. Its config is checked against the node type by planning. */
export interface GraphNode {
  readonly type: string;
  readonly title?: string | undefined;
  readonly config: JsonObject;
}

/** A connection between an exit of one node and the entry of another. No port: the node's first. */
export interface GraphEdge {
  readonly from: string;
  readonly port?: string | undefined;
  readonly to: string;
}

/** A table of values used by `$table(name, value)`. */
export type GraphTable = z.infer<typeof tableSchema>;

/** The graph document. Plain JSON; no secret and nothing of the canvas in it but positions. */
export interface Graph {
  readonly format: typeof graphFormat;
  readonly name: string;
  readonly nodes: Readonly<Record<string, GraphNode>>;
  readonly edges: readonly GraphEdge[];
  readonly tables: Readonly<Record<string, GraphTable>>;
  /** Part of the meaning: the same in preview, run, test and replay. Left out: the defaults. */
  readonly limits?: FlowLimits | undefined;
  readonly layout: Readonly<Record<string, readonly [number, number]>>;
}

/** What parsing gives: the graph as far as its shape is right, and every problem found. */
export interface ParsedGraph {
  readonly graph: Graph | undefined;
  readonly problems: readonly Problem[];
}

const topSchema = z.strictObject({
  format: z.literal(graphFormat),
  name: z.string().max(200).default("Untitled flow"),
  nodes: z.record(z.string(), z.unknown()).default({}),
  edges: z.array(z.unknown()).max(maxEdges).default([]),
  tables: z.record(z.string(), z.unknown()).default({}),
  limits: z.unknown().optional(),
  layout: z.record(z.string(), z.unknown()).default({}),
});

/**
 * Reads a graph document strictly and reports every problem of its shape at once; never throws, whatever the input.
 * A graph is answered only when the shape is right; what the shape cannot show (types, configs, edges, cycles) is planning's.
 */
export function parseGraph(input: unknown): ParsedGraph {
  const hostile = findHostileKey(input);
  if (hostile) return { graph: undefined, problems: [hostile] };
  const top = topSchema.safeParse(input);
  if (!top.success) return { graph: undefined, problems: problemsOf(top.error, {}) };
  const problems: Problem[] = [];
  const { nodes, edges, tables, limits, layout } = top.data;
  if (Object.keys(nodes).length > maxNodes) {
    return { graph: undefined, problems: [tooManyNodes(Object.keys(nodes).length)] };
  }
  const graph: Graph = {
    format: graphFormat,
    name: top.data.name,
    nodes: parseNodes(nodes, problems),
    edges: parseEdges(edges, problems),
    tables: parseMembers(tables, tableSchema, "tables", problems),
    ...parseLimits(limits, problems),
    layout: parseMembers(layout, pointSchema, "layout", problems),
  };
  return problems.length > 0 ? { graph: undefined, problems } : { graph, problems };
}

function parseNodes(nodes: Record<string, unknown>, problems: Problem[]): Record<string, GraphNode> {
  const parsed: Record<string, GraphNode> = {};
  for (const [name, value] of Object.entries(nodes)) {
    if (!nodeNamePattern.test(name) || forbiddenNames.has(name)) {
      problems.push({
        code: "node-name",
        severity: "error",
        node: name.slice(0, 64),
        message: `"${name.slice(0, 64)}" cannot be a step's name. Use a letter followed by letters, digits or _, at most 64 characters.`,
      });
      continue;
    }
    const node = nodeSchema.safeParse(value);
    if (node.success) parsed[name] = node.data;
    else problems.push(...problemsOf(node.error, { node: name }));
  }
  return parsed;
}

function parseEdges(edges: readonly unknown[], problems: Problem[]): GraphEdge[] {
  const parsed: GraphEdge[] = [];
  edges.forEach((value, index) => {
    const edge = edgeSchema.safeParse(value);
    if (edge.success) parsed.push(edge.data);
    else problems.push(...problemsOf(edge.error, { edge: index }));
  });
  return parsed;
}

function parseMembers<Value>(
  members: Record<string, unknown>,
  schema: z.ZodType<Value>,
  section: string,
  problems: Problem[],
): Record<string, Value> {
  const parsed: Record<string, Value> = {};
  for (const [name, value] of Object.entries(members)) {
    const member = schema.safeParse(value);
    if (member.success) parsed[name] = member.data;
    else problems.push(...problemsOf(member.error, {}, [section, name]));
  }
  return parsed;
}

function parseLimits(value: unknown, problems: Problem[]): Pick<Graph, "limits"> {
  if (value === undefined) return {};
  const limits = limitsSchema.safeParse(value);
  if (!limits.success) {
    problems.push(...problemsOf(limits.error, {}, ["limits"]));
    return {};
  }
  // A limit that is the default says nothing, so equal meanings print equal texts.
  const own = Object.entries(limits.data).filter(
    ([name, limit]) => limit !== undefined && limit !== defaultLimits[name as keyof Limits],
  );
  return own.length === 0 ? {} : { limits: Object.fromEntries(own) };
}

function tooManyNodes(count: number): Problem {
  return {
    code: "too-many-nodes",
    severity: "error",
    message: `This graph has ${count} steps; at most ${maxNodes} are allowed. Split it into several flows.`,
  };
}

/** Zod's issues as problems, with the path written the way people write it: `branches[1].when`. */
export function problemsOf(
  error: z.ZodError,
  place: Pick<Problem, "node" | "edge">,
  prefix: readonly PropertyKey[] = [],
): Problem[] {
  return error.issues.map((issue) => ({
    code: "shape",
    severity: "error" as const,
    ...place,
    ...(issue.path.length + prefix.length > 0 ? { field: printPath([...prefix, ...issue.path]) } : {}),
    message: issue.message,
  }));
}

/** `["branches", 1, "when"]` as `branches[1].when`. */
export function printPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === "number" ? `${text}[${part}]` : `${text}${text === "" ? "" : "."}${String(part)}`,
    "",
  );
}

// `__proto__` as an own key survives JSON.parse but is dropped or misread by almost everything behind it, so it is refused by name.
function findHostileKey(input: unknown): Problem | undefined {
  const stack: { readonly value: unknown; readonly depth: number }[] = [{ value: input, depth: 0 }];
  let item = stack.pop();
  while (item !== undefined) {
    const { value, depth } = item;
    if (depth > 64)
      return { code: "too-deep", severity: "error", message: "This graph is nested deeper than 64 levels." };
    if (typeof value === "string" && value.length > maxTextLength) {
      return {
        code: "too-long",
        severity: "error",
        message: `A text in this graph has ${value.length} characters; at most ${maxTextLength} are allowed.`,
      };
    }
    if (typeof value === "object" && value !== null) {
      if (Object.hasOwn(value, "__proto__")) {
        return {
          code: "hostile-key",
          severity: "error",
          message:
            'This graph contains the key "__proto__", which is never allowed. Remove it from the file.',
        };
      }
      for (const member of Object.values(value)) stack.push({ value: member, depth: depth + 1 });
    }
    item = stack.pop();
  }
  return undefined;
}
