import { compile, type Expression } from "./expression/compile.ts";
import { ExpressionError } from "./expression/error.ts";
import type { Limits } from "./expression/limits.ts";
import { type Graph, problemsOf } from "./graph.ts";
import { type NodeDefinition, type NodeType, nodeTypes, type Port } from "./node.ts";
import type { Catalogue } from "./plan.ts";
import type { Problem } from "./problem.ts";

/** A node on its way into a plan: parsed and compiled, not yet in order. */
export interface Draft {
  readonly name: string;
  readonly title: string;
  readonly definition: NodeDefinition;
  readonly config: unknown;
  readonly expressions: Map<string, Expression>;
  readonly ports: readonly Port[];
  readonly next: Map<string, Draft[]>;
  readonly previous: { readonly from: Draft; readonly port: string }[];
  broken: Problem | undefined;
  index: number;
}

function isNodeType(type: string): type is NodeType {
  return (nodeTypes as readonly string[]).includes(type);
}

/** What people call a step. */
export function titleOf(drafts: ReadonlyMap<string, Draft>, name: string): string {
  return drafts.get(name)?.title ?? name;
}

/** Reads every node of a graph against the catalogue, collecting every problem of their types, configs and expressions. */
export function readNodes(graph: Graph, catalogue: Catalogue, problems: Problem[]): Map<string, Draft> {
  const drafts = new Map<string, Draft>();
  const limits = limitsOf(graph, catalogue);
  for (const [name, node] of Object.entries(graph.nodes)) {
    if (!isNodeType(node.type)) {
      problems.push({
        code: "unknown-node-type",
        severity: "error",
        node: name,
        value: node.type,
        message: `Step "${name}" has the unknown type "${node.type}". Known types: ${nodeTypes.join(", ")}.`,
      });
      continue;
    }
    const definition = catalogue.nodes[node.type];
    const title = node.title ?? definition.title;
    drafts.set(name, readNode(name, title, node.config, definition, { ...catalogue, limits }, problems));
  }
  return drafts;
}

/** The flow's own limits; where it has none, those of the surroundings. Undefined: the defaults throughout. */
function limitsOf({ limits }: Graph, catalogue: Catalogue): Partial<Limits> | undefined {
  return limits === undefined ? catalogue.limits : { ...catalogue.limits, ...limits };
}

function readNode(
  name: string,
  title: string,
  rawConfig: unknown,
  definition: NodeDefinition,
  catalogue: Catalogue,
  problems: Problem[],
): Draft {
  const own: Problem[] = [];
  const parsed = definition.config.safeParse(rawConfig);
  if (!parsed.success) own.push(...problemsOf(parsed.error, { node: name }));
  const config = parsed.success ? parsed.data : undefined;
  const expressions = new Map<string, Expression>();
  if (parsed.success) {
    for (const expression of definition.expressions(config)) {
      const compiled = tryCompile(expression.text, catalogue.limits);
      if (compiled instanceof ExpressionError) own.push(syntaxProblem(name, expression.field, compiled));
      else expressions.set(expression.field, compiled);
    }
    for (const problem of definition.check?.(config, catalogue, name) ?? [])
      own.push({ ...problem, node: name });
  }
  problems.push(...own);
  return {
    name,
    title,
    definition,
    config,
    expressions,
    ports: parsed.success ? definition.ports(config) : [],
    next: new Map(),
    previous: [],
    broken: own.find((problem) => problem.severity === "error"),
    index: -1,
  };
}

function tryCompile(text: string, limits: Partial<Limits> | undefined): Expression | ExpressionError {
  try {
    return compile(text, limits ? { limits } : {});
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
}

function syntaxProblem(node: string, field: string, error: ExpressionError): Problem {
  return {
    code: error.code,
    severity: "error",
    node,
    field,
    start: error.start,
    end: error.end,
    message: error.message,
  };
}
