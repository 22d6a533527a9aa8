import * as z from "zod";

/** Whether a problem stops activation (`error`), asks for a confirmation (`warning`) or only informs (`note`). */
export type Severity = "error" | "warning" | "note";

/** Something wrong that a person can fix. `message` says what, where, why and what to do. */
export const problemSchema = z.object({
  /** Stable code, for tests and translations, for example `unknown-node-type`. */
  code: z.string(),
  severity: z.enum(["error", "warning", "note"]),
  message: z.string(),
  /** Name of the node it belongs to; left out when it is about the whole graph. */
  node: z.string().optional(),
  /** Path of the field inside the node's config, for example `branches[1].when`. */
  field: z.string().optional(),
  /** Range inside the field's expression text, in UTF-16 units. */
  start: z.number().int().optional(),
  end: z.number().int().optional(),
  /** Index into `edges` when it is about one edge. */
  edge: z.number().int().optional(),
  /** The value that was seen, shortened. */
  value: z.string().optional(),
});

export type Problem = z.infer<typeof problemSchema>;

/** Whether any of the problems stops the work. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === "error");
}

/** One line for a terminal: severity, place, message. */
export function printProblem(problem: Problem): string {
  const place = [problem.node, problem.field].filter((part) => part !== undefined).join(".");
  const range = problem.start === undefined ? "" : `:${problem.start}-${problem.end ?? problem.start}`;
  return `${problem.severity}: ${place === "" ? "" : `${place}${range}: `}${problem.message} (${problem.code})`;
}
