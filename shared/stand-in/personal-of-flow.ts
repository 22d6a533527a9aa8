import { ExpressionError } from "../expression/error.ts";
import { reads } from "../expression/reads.ts";
import type { Graph, GraphNode } from "../graph.ts";
import type { Surroundings } from "../node.ts";
import { type PersonalFields, personalFieldsOf, readsPersonal } from "./personal-fields.ts";

/** What is personal in the records that a flow reads, finds and gets back. */
export interface PersonalOfFlow {
  /** In the records of the source. */
  readonly source: PersonalFields | undefined;
  /** In what lookups find and in the records of destinations, by step. */
  readonly steps: ReadonlyMap<string, PersonalFields>;
  /** Whether the business key says something about a person; it is then kept as a hash only. */
  readonly key: boolean;
  /** Whether the label would. */
  readonly label: boolean;
}

/** Finds what is personal: as the resources declare it, and as the steps that read mark it. Undefined: nothing. */
export function personalOfFlow(
  graph: Pick<Graph, "nodes">,
  surroundings: Pick<Surroundings, "connectors" | "connections">,
): PersonalOfFlow | undefined {
  let source: PersonalFields | undefined;
  let key = false;
  let label = false;
  const steps = new Map<string, PersonalFields>();
  for (const [name, node] of Object.entries(graph.nodes)) {
    if (node.type !== "source" && node.type !== "lookup" && node.type !== "destination") continue;
    const resource = resourceOf(node, surroundings);
    const fields = personalFieldsOf(resource?.fields ?? [], markedOf(node));
    if (!fields) continue;
    if (node.type !== "source") {
      steps.set(name, fields);
      continue;
    }
    source = fields;
    key = readsPersonal(keyPaths(node.config.key, resource?.key), fields);
    label = resource?.label !== undefined && readsPersonal([[resource.label]], fields);
  }
  return source || steps.size > 0 ? { source, steps, key, label } : undefined;
}

function resourceOf(
  { config }: GraphNode,
  { connections, connectors }: Parameters<typeof personalOfFlow>[1],
) {
  const { connection, resource } = config;
  const type = typeof connection === "string" ? connections?.get(connection) : undefined;
  const connector = type !== undefined && Object.hasOwn(connectors, type) ? connectors[type] : undefined;
  return connector?.resources.find((one) => one.name === resource);
}

function markedOf({ config }: GraphNode): readonly string[] {
  const marked = config.personal;
  return Array.isArray(marked) ? marked.filter((path): path is string => typeof path === "string") : [];
}

function keyPaths(expression: unknown, field: string | undefined): readonly (readonly string[])[] {
  if (typeof expression !== "string" || expression.trim() === "") return field === undefined ? [] : [[field]];
  try {
    return reads(expression).flatMap(({ path, root }) => (root === "$" || root === "$source" ? [path] : []));
  } catch (error) {
    // Without a key nothing is read; the expression is reported where it stands.
    if (error instanceof ExpressionError) return [];
    throw error;
  }
}
