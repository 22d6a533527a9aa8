import type { Graph, GraphNode } from "@trasvase/shared/graph.ts";
import type { PreviewJob } from "./preview-job.ts";

/** The draft that a worker computes with. */
export type GraphInput = Pick<PreviewJob, "graph" | "connections">;

/** What of a draft differs from the one before. Objects that stay are not copied to the worker again. */
export interface GraphDelta {
  /** All steps, in order. */
  readonly names: readonly string[];
  /** The new and the edited ones. */
  readonly nodes: Readonly<Record<string, GraphNode>>;
  /** Left out as long as they are the same. */
  readonly tables?: Graph["tables"];
  readonly limits?: { readonly own: Graph["limits"] };
  readonly edges?: Graph["edges"];
  readonly connections?: { readonly known: PreviewJob["connections"] };
}

/** Says of each draft what differs from the one before, by the identity of its parts. One for each worker. */
export class GraphTeller {
  #before: GraphInput | undefined;

  tell(input: GraphInput): GraphDelta {
    const before = this.#before;
    this.#before = input;
    const { graph, connections } = input;
    const changed = Object.entries(graph.nodes).filter(([name, node]) => before?.graph.nodes[name] !== node);
    return {
      names: Object.keys(graph.nodes),
      nodes: Object.fromEntries(changed),
      ...(before?.graph.tables === graph.tables ? {} : { tables: graph.tables }),
      ...(before?.graph.limits === graph.limits ? {} : { limits: { own: graph.limits } }),
      ...(before?.graph.edges === graph.edges ? {} : { edges: graph.edges }),
      ...(before && before.connections === connections ? {} : { connections: { known: connections } }),
    };
  }
}

const nothing: GraphInput = {
  graph: { format: 1, name: "", nodes: {}, edges: [], tables: {}, layout: {} },
  connections: undefined,
};

/** Puts the drafts together again on the other side. What did not change is the same object as in the draft before. */
export class GraphListener {
  #before = nothing;

  hear({ names, nodes, tables, limits, edges, connections }: GraphDelta): GraphInput {
    const before = this.#before;
    const known = names.flatMap((name): [string, GraphNode][] => {
      const node = nodes[name] ?? before.graph.nodes[name];
      return node ? [[name, node]] : [];
    });
    this.#before = {
      graph: {
        ...before.graph,
        nodes: Object.fromEntries(known),
        tables: tables ?? before.graph.tables,
        limits: limits ? limits.own : before.graph.limits,
        edges: edges ?? before.graph.edges,
      },
      connections: connections ? connections.known : before.connections,
    };
    return this.#before;
  }
}
