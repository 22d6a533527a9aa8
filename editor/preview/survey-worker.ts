import type { PassRow } from "@trasvase/shared/contract/preview.ts";
import type { NodePreview } from "../document/preview-reading.ts";
import type { Presence } from "./field-presence.ts";
import { type GraphDelta, type GraphInput, GraphTeller } from "./graph-delta.ts";
import type { HangingStep, PreviewSample } from "./preview-job.ts";
import { type Conversation, WatchedWorker, type WorkerLike } from "./watched-worker.ts";

/** All samples through the draft. */
interface SurveyJob extends GraphInput {
  readonly samples: readonly PreviewSample[];
  /** What the server said of exactly this graph, by sample. */
  readonly answered?: readonly (readonly PassRow[])[] | undefined;
  readonly forget?: boolean | undefined;
  readonly hanging?: readonly HangingStep[] | undefined;
  /** The step whose records' fields are counted. */
  readonly presenceAt?: string | undefined;
}

/** What became of one sample at one step. */
export interface SurveyCell extends NodePreview {
  /** Records that left, by exit. */
  readonly left: Readonly<Record<string, number>>;
}

/** What became of all samples. */
export interface Survey {
  /** By sample, in their order: what it did at each step. */
  readonly rows: readonly Readonly<Record<string, SurveyCell>>[];
  /** How many samples wait for a system. */
  readonly waiting: number;
  readonly presence: Presence | undefined;
}

/** A job as the worker is told it: what differs from the one before. */
export interface ToldSurvey extends Omit<SurveyJob, keyof GraphInput | "samples"> {
  readonly graph: GraphDelta;
  /** Left out as long as they are the same. */
  readonly samples?: readonly PreviewSample[];
}

/** Computes surveys. */
export type SurveyWorker = WatchedWorker<SurveyJob, ToldSurvey, Survey, Survey>;

/** Prepares the worker that computes surveys. */
export function makeSurveyWorker(spawn: () => WorkerLike<ToldSurvey, Survey>): SurveyWorker {
  return new WatchedWorker(spawn, converse);
}

function converse(): Conversation<SurveyJob, ToldSurvey, Survey, Survey> {
  const teller = new GraphTeller();
  let samples: readonly PreviewSample[] | undefined;
  return {
    tell: ({ graph, connections, samples: own, ...rest }) => {
      const isSame = own === samples;
      samples = own;
      return { ...rest, graph: teller.tell({ graph, connections }), ...(isSame ? {} : { samples: own }) };
    },
    hear: (survey) => survey,
  };
}
