import { ChunkWalk, type OpenPlan, type Walked, type WalkOptions, type Work } from "./chunk-walk.ts";
import type { Runners } from "./node.ts";
import { openStep } from "./open-step.ts";
import type { Plan, PlanStep } from "./plan.ts";
import type { SourceRecord } from "./record.ts";

export type { Leaf, OpenPlan, Pass, Walked, WalkOptions } from "./chunk-walk.ts";

/** Opens every step of a plan. Broken steps open too: they reject what reaches them. */
export function openPlan(plan: Plan, runners: Runners): OpenPlan {
  return { plan, work: plan.steps.map((step) => openWork(step, runners)), remembered: stepsRead(plan) };
}

function openWork(step: PlanStep, runners: Runners): Work {
  if (step.broken) return { does: "refuse", code: step.broken.code, message: step.broken.message };
  const runner = runners[step.type];
  switch (runner.does) {
    case "compute":
      return { does: "compute", process: runner.open(openStep(step)) };
    case "look-up":
      return { does: "look-up", terms: runner.open(openStep(step)) };
    case "write":
      return { does: "write", terms: runner.open(openStep(step)) };
    default:
      return { does: "read" };
  }
}

function stepsRead(plan: Plan): ReadonlySet<string> {
  const read = new Set<string>();
  for (const step of plan.steps) {
    for (const expression of step.expressions.values()) {
      if (expression.stepsRead === "all") return new Set(plan.steps.map((one) => one.name));
      if (expression.stepsRead !== "none") for (const name of expression.stepsRead) read.add(name);
    }
  }
  return read;
}

/**
 * Walks records through a plan, step by step in topological order, so that lookups and destinations work in bulk.
 * Deterministic: equal records, effects and times give equal results. Trouble with one record never touches another.
 */
export async function walk(
  opened: OpenPlan,
  records: readonly SourceRecord[],
  options: WalkOptions,
): Promise<Walked> {
  const chunk = new ChunkWalk(opened, records, options);
  for (const step of opened.plan.steps) {
    const pending = chunk.take(step);
    if (pending.length > 0) {
      const waiting = chunk.run(step, pending);
      // Most steps are synchronous; awaiting them anyway would cost a turn of the event loop each.
      if (waiting) await waiting;
    }
  }
  return { leaves: chunk.leaves, states: chunk.states() };
}
