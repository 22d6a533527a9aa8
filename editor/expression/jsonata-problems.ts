import type { Diagnostic } from "@codemirror/lint";
import { compile } from "@trasvase/shared/expression/compile.ts";
import { ExpressionError } from "@trasvase/shared/expression/error.ts";
import type { Problem } from "@trasvase/shared/problem.ts";

/** Codes of mistakes in the text itself; compiling tells them fresh. */
const syntaxCode = /^[SX]\d{4}$/;

/**
 * What is wrong with a text, at its exact places. The text is compiled here and now, so that the answer is never about an older one;
 * `problems` are those that planning and the preview found, shown where they name a range.
 */
export function findProblems(text: string, problems: readonly Problem[]): readonly Diagnostic[] {
  const own = syntaxProblem(text);
  const others = problems
    .filter(
      (problem) =>
        problem.start !== undefined && !syntaxCode.test(problem.code) && problem.code !== own?.code,
    )
    .map(
      (problem): Diagnostic => ({
        ...range(text, problem.start ?? 0, problem.end ?? problem.start ?? 0),
        severity: problem.severity === "note" ? "info" : problem.severity,
        message: problem.message,
        source: problem.code,
      }),
    );
  if (!own) return others;
  const { start, end, message, code } = own;
  return [{ ...range(text, start, end), severity: "error", message, source: code }, ...others];
}

function syntaxProblem(text: string): ExpressionError | undefined {
  if (text.trim() === "") return undefined;
  try {
    compile(text);
    return undefined;
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
}

/** At least one character wide where there is one, so that the mark can be seen and pointed at. */
function range(text: string, start: number, end: number): { from: number; to: number } {
  const to = Math.min(Math.max(end, start + 1), text.length);
  return { from: Math.max(0, Math.min(start, to - 1)), to };
}
