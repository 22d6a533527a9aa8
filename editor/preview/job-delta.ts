import type { Graph, GraphNode } from "@trasvase/shared/graph.ts";
import type { PreviewJob, PreviewSample } from "./preview-job.ts";

/** What a worker is told of a job: what differs from the one before. Objects that stay are not copied again. */
export interface JobDelta extends Omit<PreviewJob, "graph" | "connections" | "sample"> {
  /** All steps, in order. */
  readonly names: readonly string[];
  /** The new and the edited ones. */
  readonly nodes: Readonly<Record<string, GraphNode>>;
  /** Left out as long as they are the same. */
  readonly tables?: Graph["tables"];
  readonly edges?: Graph["edges"];
  readonly connections?: { readonly known: PreviewJob["connections"] };
  readonly sample?: PreviewSample;
}

/** Says of each job what differs from the one before, by the identity of its parts. One for each worker. */
export class JobTeller {
  #before: PreviewJob | undefined;

  tell(job: PreviewJob): JobDelta {
    const before = this.#before;
    this.#before = job;
    const { graph, connections, sample, ...rest } = job;
    const changed = Object.entries(graph.nodes).filter(([name, node]) => before?.graph.nodes[name] !== node);
    return {
      ...rest,
      names: Object.keys(graph.nodes),
      nodes: Object.fromEntries(changed),
      ...(before?.graph.tables === graph.tables ? {} : { tables: graph.tables }),
      ...(before?.graph.edges === graph.edges ? {} : { edges: graph.edges }),
      ...(before && before.connections === connections ? {} : { connections: { known: connections } }),
      ...(before?.sample === sample ? {} : { sample }),
    };
  }
}

const nothing: PreviewJob = {
  graph: { format: 1, name: "", nodes: {}, edges: [], tables: {}, layout: {} },
  connections: undefined,
  sample: { key: "", data: null, readAt: "" },
};

/** Puts the jobs together again on the other side. What did not change is the same object as in the job before. */
export class JobListener {
  #before = nothing;

  hear(delta: JobDelta): PreviewJob {
    const { names, nodes, tables, edges, connections, sample, ...rest } = delta;
    const before = this.#before;
    const known = names.flatMap((name): [string, GraphNode][] => {
      const node = nodes[name] ?? before.graph.nodes[name];
      return node ? [[name, node]] : [];
    });
    const job: PreviewJob = {
      ...rest,
      graph: {
        ...before.graph,
        nodes: Object.fromEntries(known),
        tables: tables ?? before.graph.tables,
        edges: edges ?? before.graph.edges,
      },
      connections: connections ? connections.known : before.connections,
      sample: sample ?? before.sample,
    };
    this.#before = job;
    return job;
  }
}
