import { nodeCatalog } from "@trasvase/nodes/catalog.ts";
import { compile, type Expression } from "@trasvase/shared/expression/compile.ts";
import { ExpressionError } from "@trasvase/shared/expression/error.ts";
import { bindRecord, type RecordContext } from "@trasvase/shared/expression/record-bindings.ts";
import { findNotJson, type Json } from "@trasvase/shared/json.ts";
import type { OpenedStep } from "@trasvase/shared/node.ts";
import { isTrue } from "@trasvase/shared/truth.ts";
import type { SeenClause, SeenPart } from "./preview-job.ts";
import { type Clause, type ConditionPart, splitCondition } from "./split-condition.ts";

/** Says for one record what every part of a step's conditions gave, by config field. */
export type ConditionExplainer = (
  data: Json,
  context: RecordContext,
) => Readonly<Record<string, readonly SeenClause[]>>;

/** Prepares the explanation of a step's conditions; undefined when it has none. Works on what the record's own walk sees and changes nothing. */
export function explainConditions(type: string, step: OpenedStep<unknown>): ConditionExplainer | undefined {
  const definition = Object.values(nodeCatalog).find((one) => one.type === type);
  const conditions = definition?.expressions(step.config).filter((one) => one.gives === "condition") ?? [];
  if (conditions.length === 0) return undefined;
  const prepared = conditions.map(({ field, text }) => ({
    field,
    clauses: splitCondition(text).map(prepareClause),
  }));
  return (data, context) =>
    Object.fromEntries(
      prepared.map(({ field, clauses }) => [
        field,
        clauses.map((clause) => seeClause(clause, data, context)),
      ]),
    );
}

interface Prepared extends ConditionPart {
  readonly expression: Expression | undefined;
}

interface PreparedClause extends Omit<Clause, "operands"> {
  readonly whole: Prepared;
  readonly operands: readonly Prepared[];
}

function prepareClause(clause: Clause): PreparedClause {
  return { ...clause, whole: prepare(clause), operands: clause.operands.map(prepare) };
}

function prepare({ text, start, end }: ConditionPart): Prepared {
  return { text, start, end, expression: tryCompile(text) };
}

function tryCompile(text: string): Expression | undefined {
  try {
    return compile(text);
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}

function seeClause(clause: PreparedClause, data: Json, context: RecordContext): SeenClause {
  const { whole, operands, ...rest } = clause;
  const seen = evaluate(whole, data, context);
  return {
    ...rest,
    holds: seen.ok && isTrue(seen.value),
    operands: operands.map((operand) => seePart(operand, data, context)),
  };
}

function seePart(part: Prepared, data: Json, context: RecordContext): SeenPart {
  const { text, start, end } = part;
  const seen = evaluate(part, data, context);
  if (!seen.ok) return { text, start, end, failed: seen.message };
  if (seen.value === undefined || findNotJson(seen.value)) return { text, start, end };
  // findNotJson has just proven it.
  return { text, start, end, value: seen.value as Json };
}

function evaluate(
  { expression }: Prepared,
  data: Json,
  context: RecordContext,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string } {
  if (!expression) return { ok: true, value: undefined };
  try {
    return { ok: true, value: expression.evaluate(data, bindRecord(expression, context)) };
  } catch (error) {
    if (error instanceof ExpressionError) return { ok: false, message: error.message };
    throw error;
  }
}
