import { GraphListener } from "./graph-delta.ts";
import type { ComputedPreview, PreviewSample } from "./preview-job.ts";
import { PreviewSession } from "./preview-session.ts";
import type { ToldJob, ToldPreview } from "./preview-worker.ts";

/** The preview worker: what it does with what the page tells it. */
export class PreviewDesk {
  readonly #listener = new GraphListener();
  readonly #session = new PreviewSession();
  #sample: PreviewSample = { key: "", data: null, readAt: "" };
  #told: ComputedPreview["passes"] = {};

  async answer(
    { graph, sample, ...rest }: ToldJob,
    entered: (step: string, field: string) => void,
  ): Promise<ToldPreview> {
    this.#sample = sample ?? this.#sample;
    const job = { ...rest, ...this.#listener.hear(graph), sample: this.#sample };
    const { passes, ...preview } = await this.#session.compute(job, entered);
    const changed = Object.entries(passes).filter(([name, own]) => this.#told[name] !== own);
    this.#told = passes;
    return { ...preview, steps: Object.keys(passes), passes: Object.fromEntries(changed) };
  }
}
