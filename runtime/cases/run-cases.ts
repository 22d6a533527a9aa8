import { setImmediate as turn } from "node:timers/promises";
import { caseReadAt, type FlowCase } from "@trasvase/shared/case/case.ts";
import { compareCase, type Difference } from "@trasvase/shared/case/compare.ts";
import { type Observed, observe } from "@trasvase/shared/case/observe.ts";
import type { PreviewRequest } from "@trasvase/shared/contract/preview.ts";
import { makePlan, type Plan } from "@trasvase/shared/plan.ts";
import type { Systems } from "../engine/engine.ts";
import { type OpenFlow, openFlow } from "../engine/open.ts";
import { previewSamples } from "../engine/preview.ts";
import { notRecordedCode, recordedLinks, recordedReader } from "./recorded-world.ts";

/** What became of one case. */
export interface CaseResult {
  readonly ok: boolean;
  readonly differences: readonly Difference[];
  /** What the flow does with it now; undefined when it could not be walked. */
  readonly observed: Observed | undefined;
  /** Why it says nothing about the flow: the graph is broken, or it asks what was never recorded. */
  readonly problem?: string;
}

/** What cases run with: no clients, for they ask nobody. */
export interface CaseTerms {
  readonly systems: Pick<Systems, "nodes" | "runners" | "connectors">;
  /** Connector type by connection name. */
  readonly connections: ReadonlyMap<string, string>;
  /** All of them together end after this long; those that were not reached are red and say so. */
  readonly budgetMs?: number;
}

/** Runs cases against a graph, one after the other, without calling anybody. Equal graphs give equal results. */
export async function runCases(
  { budgetMs = 10_000, connections, systems }: CaseTerms,
  graph: unknown,
  cases: readonly FlowCase[],
): Promise<readonly CaseResult[]> {
  if (cases.length === 0) return [];
  const { plan, problems } = makePlan(graph, {
    nodes: systems.nodes,
    connectors: systems.connectors,
    connections,
  });
  if (!plan) {
    const problem = problems[0]?.message ?? "The graph has no plan.";
    return cases.map(() => ({ ok: false, differences: [], observed: undefined, problem }));
  }
  const flow = openFlow(plan, systems, connections);
  const end = performance.now() + budgetMs;
  const results: CaseResult[] = [];
  for (const one of cases) {
    if (performance.now() > end) {
      const problem = `It was not run: the cases before it took ${budgetMs / 1000} seconds. Look for a step that computes for long.`;
      results.push({ ok: false, differences: [], observed: undefined, problem });
      continue;
    }
    results.push(await runCase({ connections, systems }, { plan, flow }, one));
    // A server goes on answering between two cases.
    await turn();
  }
  return results;
}

async function runCase(
  { connections, systems }: CaseTerms,
  { flow, plan }: { readonly plan: Plan; readonly flow: OpenFlow | undefined },
  one: FlowCase,
): Promise<CaseResult> {
  const source = { connection: flow?.source.connection ?? "", resource: flow?.source.resource ?? "" };
  const [walked] = await previewSamples(
    {
      plan,
      flow,
      systems,
      connections,
      links: recordedLinks(source, one.answers.links),
      reader: async (connection) => {
        const definition = systems.connectors[connections.get(connection) ?? ""];
        const finds = one.answers.finds.filter((find) => find.connection === connection);
        return recordedReader(connection, definition, finds);
      },
      signal: new AbortController().signal,
    },
    [sampleOf(one)],
  );
  if (!walked) throw new Error(`The case "${one.name}" was not walked.`);
  const observed = observe(walked.passes, walked.leaves);
  const differences = compareCase(one.expect, observed);
  const unasked = walked.leaves.find((leaf) => leaf.outcome.code === notRecordedCode);
  return {
    ok: differences.length === 0 && !unasked,
    differences,
    observed,
    ...(unasked ? { problem: unasked.outcome.message } : {}),
  };
}

/** The record of a case as previews take it. */
export function sampleOf({ input, key, readAt }: FlowCase): PreviewRequest["samples"][number] {
  return { data: input, readAt: readAt ?? caseReadAt, ...(key === undefined ? {} : { key }) };
}
