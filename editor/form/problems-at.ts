import type { Problem } from "@trasvase/shared/problem.ts";

/** The problems at a config path or anywhere below it. */
export function problemsAt(problems: readonly Problem[], path: string): readonly Problem[] {
  return problems.filter((problem) => isAtOrBelow(problem.field, path));
}

/** Whether a config path is another one or lies inside it: `branches[0].when` lies inside `branches`. */
function isAtOrBelow(field: string | undefined, path: string): boolean {
  if (field === undefined) return false;
  return field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[`);
}

/** Whether a problem only says that something is still to be filled in: no mistake was made. */
export function isToFillIn(problem: Problem): boolean {
  return problem.code === "to-fill-in";
}
