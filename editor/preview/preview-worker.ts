import { type GraphDelta, GraphTeller } from "./graph-delta.ts";
import type { ComputedPreview, PreviewJob, PreviewPass, PreviewSample } from "./preview-job.ts";
import { type Conversation, WatchedWorker, type WorkerLike } from "./watched-worker.ts";

/** A job as the worker is told it: what differs from the one before. */
export interface ToldJob extends Omit<PreviewJob, "graph" | "connections" | "sample"> {
  readonly graph: GraphDelta;
  /** Left out as long as it is the same. */
  readonly sample?: PreviewSample;
}

/** A preview as the worker tells it: of steps that do what they did before, only the name. */
export interface ToldPreview extends Omit<ComputedPreview, "passes"> {
  readonly steps: readonly string[];
  readonly passes: Readonly<Record<string, readonly PreviewPass[]>>;
}

/** Computes previews of the current sample. */
export type PreviewWorker = WatchedWorker<PreviewJob, ToldJob, ToldPreview, ComputedPreview>;

/** Prepares the worker that computes previews of the current sample. */
export function makePreviewWorker(spawn: () => WorkerLike<ToldJob, ToldPreview>): PreviewWorker {
  return new WatchedWorker(spawn, converse);
}

function converse(): Conversation<PreviewJob, ToldJob, ToldPreview, ComputedPreview> {
  const teller = new GraphTeller();
  let sample: PreviewSample | undefined;
  let passes: ComputedPreview["passes"] = {};
  return {
    tell: ({ graph, connections, sample: own, ...rest }) => {
      const isSame = own === sample;
      sample = own;
      return { ...rest, graph: teller.tell({ graph, connections }), ...(isSame ? {} : { sample: own }) };
    },
    hear: ({ steps, passes: changed, ...rest }) => {
      const before = passes;
      passes = Object.fromEntries(steps.map((name) => [name, changed[name] ?? before[name] ?? []]));
      return { ...rest, passes };
    },
  };
}
