import type { Reader } from "@trasvase/shared/connector.ts";
import type { Answer, Question } from "@trasvase/shared/effects.ts";
import type { LookupTerms } from "@trasvase/shared/node.ts";
import { asTrouble, endingOfTrouble, type Found, findMatches } from "./matching.ts";

/** Answers the questions of one lookup step in bulk. Trouble becomes the answer of the records that met it. */
export async function lookUp(
  openReader: () => Promise<Reader>,
  terms: LookupTerms,
  questions: readonly Question[],
  signal: AbortSignal,
): Promise<readonly Answer[]> {
  try {
    const reader = await openReader();
    const { resource, options, fields } = terms;
    const values = questions.map((question) => question.values);
    return (await findMatches(reader, { resource, options, fields }, values, signal)).map(answerOf);
  } catch (error) {
    const outcome = endingOfTrouble(asTrouble(error, signal));
    return questions.map(() => ({ kind: "failed", outcome }));
  }
}

function answerOf(found: Found): Answer {
  switch (found.kind) {
    case "one":
      return { kind: "found", record: found.record };
    case "none":
      return { kind: "missing" };
    case "many":
      return { kind: "ambiguous", count: found.count };
    default:
      return { kind: "failed", outcome: found.outcome };
  }
}
