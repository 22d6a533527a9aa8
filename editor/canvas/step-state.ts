import type { Problem } from "@trasvase/shared/problem.ts";
import { useMemo } from "react";
import { useDocument } from "../document/flow-editing.tsx";

/** The left slot of a node (CAN-20): whether its configuration is complete, and what is wrong. */
export interface ConfigHealth {
  readonly toFillIn: number;
  readonly errors: number;
  readonly warnings: number;
  readonly first: Problem | undefined;
}

const healthy: ConfigHealth = { toFillIn: 0, errors: 0, warnings: 0, first: undefined };

/** What problems of one step come down to. Notes do not count: nothing is to be done about them. */
export function healthOf(problems: readonly Problem[]): ConfigHealth {
  if (problems.length === 0) return healthy;
  const errors = problems.filter((problem) => problem.severity === "error");
  const toFillIn = errors.filter((problem) => problem.code === "to-fill-in");
  const warnings = problems.filter((problem) => problem.severity === "warning");
  const invalid = errors.filter((problem) => problem.code !== "to-fill-in");
  return {
    toFillIn: toFillIn.length,
    errors: invalid.length,
    warnings: warnings.length,
    first: invalid[0] ?? toFillIn[0] ?? warnings[0],
  };
}

const grouped = new WeakMap<readonly Problem[], ReadonlyMap<string, readonly Problem[]>>();

/** Problems by the step they belong to, worked out once per planning. */
export function problemsByStep(problems: readonly Problem[]): ReadonlyMap<string, readonly Problem[]> {
  const known = grouped.get(problems);
  if (known) return known;
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    if (problem.node === undefined || problem.edge !== undefined) continue;
    const group = groups.get(problem.node);
    if (group) group.push(problem);
    else groups.set(problem.node, [problem]);
  }
  grouped.set(problems, groups);
  return groups;
}

const none: readonly Problem[] = [];

/** The configuration health of one step; the same object as long as its problems say the same. */
export function useConfigHealth(name: string): ConfigHealth {
  const problems = useDocument((state) => problemsByStep(state.problems).get(name) ?? none);
  return useMemo(() => healthOf(problems), [problems]);
}
