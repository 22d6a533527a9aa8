import { ExpressionError } from "./expression/error.ts";
import { bindRecord, type RecordContext } from "./expression/record-bindings.ts";
import type { Json } from "./json.ts";
import { type FieldExpression, type OpenedStep, Rejection } from "./node.ts";
import type { PlanStep } from "./plan.ts";

const longestValueShown = 120;

/** Makes a step's config and expressions ready for its runner. */
export function openStep(step: PlanStep): OpenedStep<unknown> {
  return {
    name: step.name,
    config: step.config,
    expression: (field) => openExpression(step, field),
  };
}

function openExpression(step: PlanStep, field: string): FieldExpression {
  const expression = step.expressions.get(field);
  if (!expression) throw new Error(`The ${step.type} definition does not name the expression "${field}".`);
  return {
    text: expression.text,
    evaluate(data: Json, context: RecordContext): unknown {
      try {
        return expression.evaluate(data, bindRecord(expression, context));
      } catch (error) {
        if (error instanceof ExpressionError) throw rejectionOf(error, field);
        throw error;
      }
    },
  };
}

function rejectionOf(error: ExpressionError, field: string): Rejection {
  return new Rejection(error.code, error.message, {
    field,
    start: error.start,
    end: error.end,
    ...(error.value === undefined ? {} : { value: showValue(error.value) }),
  });
}

/** A value in one short line, for messages. */
export function showValue(value: unknown): string {
  let text: string | undefined;
  try {
    text = typeof value === "string" ? value : JSON.stringify(value);
  } catch {
    text = undefined;
  }
  const shown = text ?? String(typeof value);
  return shown.length > longestValueShown ? `${shown.slice(0, longestValueShown)}…` : shown;
}
