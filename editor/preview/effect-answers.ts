import type { PassRow } from "@trasvase/shared/contract/preview.ts";
import type { Json } from "@trasvase/shared/json.ts";
import type { DestinationTerms, LookupTerms } from "@trasvase/shared/node.ts";
import type { ComputedPreview, EffectAnswer } from "./preview-job.ts";

/** What a lookup step asks for one record, as a text that is equal for equal questions. */
export function lookupQuestion(terms: LookupTerms, values: readonly (readonly Json[])[]): string {
  const { connection, resource, options, fields, onMissing } = terms;
  return JSON.stringify(["lookup", connection, resource, options, fields, onMissing, values]);
}

/** What a destination step is asked to decide for one record. */
export function deliveryQuestion(terms: DestinationTerms, data: Json): string {
  return JSON.stringify(["delivery", terms, data]);
}

/** Where an answer belongs: a step and a record on its way, whatever id its source record has. */
export function passId(node: string, way: string): string {
  return `${node}|${way}`;
}

/** A record's way: its id without that of its source record. */
export function wayOf(recordId: string, rootId: string): string {
  return recordId.startsWith(rootId) ? recordId.slice(rootId.length) : recordId;
}

/**
 * What the server's preview answered to the questions of the local one. Both walked the same graph and sample; passes are matched by
 * step and way. A pass that the local walk never reached teaches nothing yet: the next local walk will ask and the server is asked again.
 */
export function learnAnswers(
  asked: ComputedPreview["asked"],
  passes: readonly PassRow[],
): Record<string, EffectAnswer> {
  const root = passes.reduce<string | undefined>(
    (shortest, pass) =>
      shortest === undefined || pass.recordId.length < shortest.length ? pass.recordId : shortest,
    undefined,
  );
  const learnt: Record<string, EffectAnswer> = {};
  if (root === undefined) return learnt;
  for (const pass of passes) {
    const question = asked[passId(pass.node, wayOf(pass.recordId, root))];
    if (question !== undefined) learnt[question] = answerOf(pass, question);
  }
  return learnt;
}

function answerOf(pass: PassRow, question: string): EffectAnswer {
  const outcome = pass.outcome;
  if (question.startsWith('["lookup"')) {
    return { kind: "lookup", answer: pass.answer, ...(outcome ? { outcome } : {}) };
  }
  return {
    kind: "delivery",
    ...(pass.dryRun ? { dryRun: pass.dryRun } : {}),
    ...(outcome ? { outcome } : {}),
    ...(pass.answer === undefined ? {} : { target: pass.answer }),
    // What a create would give holds placeholders for the fields that the system assigns.
    provisional: pass.dryRun?.decision === "create",
  };
}
