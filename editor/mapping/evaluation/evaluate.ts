import { compile, type Expression } from "@trasvase/shared/expression/compile.ts";
import { ExpressionError } from "@trasvase/shared/expression/error.ts";
import { bindRecord } from "@trasvase/shared/expression/record-bindings.ts";
import { findNotJson, type Json } from "@trasvase/shared/json.ts";
import type { Evaluated, EvaluationJob, Evaluations, Scope } from "./evaluation-job.ts";

/** Evaluates every question of a job in every scope, as production would. Never throws for what is in a text or a record. */
export function evaluate({ scopes, tables, questions }: EvaluationJob): Evaluations {
  return Object.fromEntries(
    questions.map(({ id, text }) => {
      const compiled = attempt(() => compile(text, { limits: { timeMs: longestMs } }));
      const { value: expression, failed } = compiled;
      return [
        id,
        scopes.map((scope): Evaluated => (expression ? evaluateOne(expression, scope, tables) : { failed })),
      ];
    }),
  );
}

function evaluateOne(expression: Expression, scope: Scope, tables: EvaluationJob["tables"]): Evaluated {
  const { data, source, steps, key, readAt } = scope;
  const context = {
    source,
    steps,
    tables,
    meta: { key, id: sampleId, readAt, ordinal: 0, deleted: false },
    at: Date.parse(readAt),
    recordId: sampleId,
  };
  const result = attempt(() => expression.evaluate(data, bindRecord(expression, context)));
  if (result.failed || result.value === undefined) return { failed: result.failed };
  const notJson = findNotJson(result.value);
  if (notJson)
    return { failed: { code: "not-json", message: `This gives ${notJson.what}, which is no data.` } };
  // `findNotJson` has just looked at all of it.
  return { value: result.value as Json };
}

/** One cell may not use up the time of all; production has seconds. */
const longestMs = 300;

/** The record id that the preview gives its sample too: `$random` must give the same here and there. */
const sampleId = "sample";

function attempt<Value>(make: () => Value): Pick<Evaluated, "failed"> & { readonly value?: Value } {
  try {
    return { value: make() };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return { failed: { code: error.code, message: error.message } };
  }
}
