import { connectorCatalog, nodeCatalog } from "@trasvase/nodes/catalog.ts";
import { makePlan, withReadableSource } from "@trasvase/shared/plan.ts";
import { openPlan, walk } from "@trasvase/shared/walk.ts";
import { AnswerBook } from "./answer-book.ts";
import { assumedEffects } from "./assumed-effects.ts";
import { PassBook } from "./pass-book.ts";
import type { ComputedPreview, PreviewJob } from "./preview-job.ts";
import { WatchedRunners } from "./watched-runners.ts";

/** Id of the sample as a source record; record ids in the result begin with it. */
const sampleId = "sample";

/**
 * Walks one sample through a draft again and again with the walk of production. Effects are answered by what the server said before;
 * where it has not said anything, the step is listed as pending and the record goes on with the answer before, or stops.
 * What an edit does not touch is not computed again.
 */
export class PreviewSession {
  readonly #answers: AnswerBook;
  readonly #runners = new WatchedRunners();
  #passes = new PassBook();
  #before: PreviewJob | undefined;

  constructor(now?: () => number) {
    this.#answers = new AnswerBook(now);
  }

  /** `entered` hears of each expression before it is evaluated. Never two at once. */
  async compute(
    job: PreviewJob,
    entered: (step: string, field: string) => void = () => {},
  ): Promise<ComputedPreview> {
    this.#prepare(job);
    const { plan } = makePlan(job.graph, {
      nodes: nodeCatalog,
      connectors: connectorCatalog,
      connections: job.connections && new Map(job.connections),
    });
    if (!plan) return { passes: {}, leaves: [], walked: false, pending: [] };
    const hanging = job.hanging ?? [];
    const opened = openPlan(
      withReadableSource(plan),
      this.#runners.open({ nodes: job.graph.nodes, hanging, entered }),
    );
    const { key, data, readAt } = job.sample;
    const source = { id: sampleId, key, data, readAt, ordinal: 0, deleted: false };
    const effects = assumedEffects(this.#answers, sampleId);
    this.#passes.begin();
    const walked = await walk(opened, [source], {
      at: Date.parse(readAt),
      effects,
      observe: (pass) => this.#passes.note(pass, effects, this.#runners),
      clock: () => performance.now(),
    });
    const leaves = walked.leaves.filter((leaf) => !effects.isOpen(leaf.outcome));
    return {
      ...this.#passes.end(),
      leaves: leaves.map(({ recordId, outcome }) => ({ recordId, outcome })),
      walked: true,
    };
  }

  /** Forgets what the new job makes worthless. */
  #prepare(job: PreviewJob): void {
    const before = this.#before;
    this.#before = job;
    const { tables, limits } = job.graph;
    const isOther = before && (before.graph.tables !== tables || before.graph.limits !== limits);
    if (before && (before.sample !== job.sample || isOther)) {
      this.#runners.clear();
      if (before.sample !== job.sample) this.#passes = new PassBook();
    }
    if (job.forget) this.#answers.reopen();
    this.#answers.begin(job.answered);
  }
}
