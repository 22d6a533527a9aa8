import { nodeCatalog } from "@trasvase/nodes/catalog.ts";
import type { Graph } from "@trasvase/shared/graph.ts";
import { countPresence } from "./field-presence.ts";
import { GraphListener } from "./graph-delta.ts";
import { isUnanswered } from "./merge-passes.ts";
import type { PreviewPass, PreviewSample } from "./preview-job.ts";
import { PreviewSession } from "./preview-session.ts";
import type { WorkerSigns } from "./serve-worker.ts";
import { summarizeNode } from "./summarize.ts";
import type { Survey, SurveyCell, ToldSurvey } from "./survey-worker.ts";

/** The survey worker: what it does with what the page tells it. */
export class SurveyDesk {
  readonly #listener = new GraphListener();
  #samples: readonly { readonly sample: PreviewSample; readonly session: PreviewSession }[] = [];

  async answer(told: ToldSurvey, signs: WorkerSigns): Promise<Survey> {
    const { graph: delta, samples, answered, presenceAt, ...rest } = told;
    if (samples) this.#samples = samples.map((sample) => ({ sample, session: new PreviewSession() }));
    const input = this.#listener.hear(delta);
    const rows: Survey["rows"][number][] = [];
    const records: PreviewPass[][] = [];
    let waiting = 0;
    for (const [index, { sample, session }] of this.#samples.entries()) {
      const job = { ...rest, ...input, sample, answered: answered?.[index] };
      const { passes, pending } = await session.compute(job, signs.entered);
      signs.alive();
      rows.push(rowOf(input.graph, passes, pending.length > 0));
      records.push([...(passes[presenceAt ?? ""] ?? [])]);
      if (pending.length > 0) waiting++;
    }
    return { rows, waiting, presence: presenceAt === undefined ? undefined : countPresence(records) };
  }
}

function rowOf(
  graph: Graph,
  passes: Readonly<Record<string, readonly PreviewPass[]>>,
  isWaiting: boolean,
): Survey["rows"][number] {
  const cells = Object.entries(graph.nodes).flatMap(([name, node]): [string, SurveyCell][] => {
    if (node.type === "note") return [];
    const own = passes[name] ?? [];
    const pending = own.some((pass) => pass.pending) || (own.length === 0 && isWaiting);
    const known = { passes: own, stale: own.some((pass) => pass.assumed), pending };
    const summary = summarizeNode(graph, name, known, nodeCatalog);
    return summary ? [[name, { ...summary, left: countLeft(own) }]] : [];
  });
  return Object.fromEntries(cells);
}

function countLeft(passes: readonly PreviewPass[]): Readonly<Record<string, number>> {
  const left: Record<string, number> = {};
  for (const pass of passes) {
    if (isUnanswered(pass)) continue;
    for (const { port } of pass.outputs) left[port] = (left[port] ?? 0) + 1;
  }
  return left;
}
