import type { Answer, Delivered, Ending } from "./effects.ts";
import { type Asked, type LookupTerms, Rejection } from "./node.ts";
import type { OutcomeKind } from "./outcome.ts";
import type { PlanStep } from "./plan.ts";

/** The exit of a destination that an outcome takes; undefined while something is still owed there. */
export function portAfter(kind: OutcomeKind): "done" | "failed" | undefined {
  if (kind === "created" || kind === "updated" || kind === "unchanged" || kind === "skipped") return "done";
  return kind === "rejected" ? "failed" : undefined;
}

/** The door must answer every arrival. */
export function lost(step: PlanStep): Delivered {
  throw new Error(`The effects door answered fewer arrivals than it was given at "${step.name}".`);
}

/** What a refusal inside a runner makes of the record. Anything but a {@link Rejection} is a fault of ours and goes on up. */
export function endingOf(error: unknown): Ending {
  if (!(error instanceof Rejection)) throw error;
  const { field, start, end, value } = error.place;
  return {
    kind: "rejected",
    code: error.code,
    message: error.message,
    ...(field === undefined ? {} : { field }),
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    ...(value === undefined ? {} : { value }),
  };
}

/** The ending of a record whose lookup did not give what the step needs; undefined when it did. */
export function failureOf(
  step: PlanStep,
  terms: LookupTerms,
  asked: Asked,
  answers: readonly Answer[],
): Ending | undefined {
  for (let index = 0; index < asked.values.length; index++) {
    const answer = answers[index];
    const shown = `${terms.fields.join(", ")} = ${(asked.values[index] ?? []).map((value) => JSON.stringify(value)).join(", ")}`;
    if (!answer)
      throw new Error(`The effects door answered fewer questions than it was given at "${step.name}".`);
    if (answer.kind === "failed") return answer.outcome;
    if (answer.kind === "ambiguous") {
      return {
        kind: "rejected",
        code: "ambiguous",
        message: `"${step.title}" found ${answer.count} records in ${terms.resource} with ${shown}. Match by a field that names one, or remove the doubles there.`,
        value: shown,
      };
    }
    if (answer.kind === "missing" && terms.onMissing === "reject") {
      return {
        kind: "rejected",
        code: "not-found",
        message: `"${step.title}" found nothing in ${terms.resource} with ${shown}. Create it there, or choose what a missing record means in this step.`,
        value: shown,
      };
    }
  }
  return undefined;
}
