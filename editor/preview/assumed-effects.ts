import type { Answer, Delivered, Effects, Ending, Question } from "@trasvase/shared/effects.ts";
import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import type { Outcome } from "@trasvase/shared/outcome.ts";
import type { PlanStep } from "@trasvase/shared/plan.ts";
import { isList } from "../expression/expression-path.ts";
import {
  type AnswerBook,
  deliveryQuestion,
  type EffectQuestion,
  type KnownAnswer,
  lookupQuestion,
  placeOf,
} from "./answer-book.ts";
import type { EffectAnswer } from "./preview-job.ts";

/** Code of an ending that only says that the world has not answered yet. */
const pendingCode = "preview-pending";
const pendingEnding: Ending = { kind: "retrying", code: pendingCode, message: "" };

/** Effects that are answered by a book, and say of each record afterwards with what. */
export interface AssumedEffects extends Effects {
  /** Whether a record asked something at a step that has not been answered. */
  isPending(step: string, recordId: string): boolean;
  /** What a record was answered at a step, be it to a question before. */
  answerAt(step: string, recordId: string): EffectAnswer | undefined;
  /** Whether an outcome is no outcome but an open question. */
  isOpen(outcome: Outcome | undefined): boolean;
}

/** The effects of one walk of the source record `rootId`. */
export function assumedEffects(book: AnswerBook, rootId: string): AssumedEffects {
  const known = new Map<string, KnownAnswer | undefined>();
  const ask = (question: EffectQuestion) => {
    const found = book.find(question);
    known.set(question.place, found);
    return found?.answer;
  };
  const place = (step: string, recordId: string) => placeOf(step, recordId, rootId);
  return {
    lookUp: async (step, terms, questions) => {
      const answers = new Map<string, Answer[]>();
      for (const [recordId, own] of groupByRecord(questions)) {
        const values = own.map((one) => one.values);
        const question = lookupQuestion(place(step.name, recordId), terms, values, null);
        answers.set(recordId, lookupAnswers(ask(question), own.length));
      }
      return questions.map((one) => answers.get(one.recordId)?.shift() ?? failed(pendingEnding));
    },
    deliver: async (step, terms, arrivals) =>
      arrivals.map((arrival) => {
        const question = deliveryQuestion(place(step.name, arrivedAs(step, arrival.id)), terms, arrival.data);
        return delivered(ask(question));
      }),
    isPending: (step, recordId) => {
      const at = place(step, recordId);
      return known.has(at) && known.get(at)?.assumed !== false;
    },
    answerAt: (step, recordId) => known.get(place(step, recordId))?.answer,
    isOpen: (outcome) => outcome?.code === pendingCode,
  };
}

/** The id of the record that arrives: that of the arrival names the step too. */
function arrivedAs(step: PlanStep, arrivalId: string): string {
  return arrivalId.slice(0, -step.name.length - 1);
}

function lookupAnswers(known: EffectAnswer | undefined, count: number): Answer[] {
  if (known?.kind !== "lookup") return Array.from({ length: count }, () => failed(pendingEnding));
  const { outcome, answer } = known;
  if (outcome) return Array.from({ length: count }, () => failed(endingOf(outcome)));
  // One question has a list for an answer only if the lookup asked for each element.
  const values = isList(answer) ? answer : [answer ?? null];
  if (values.length !== count) return Array.from({ length: count }, () => failed(pendingEnding));
  return Array.from({ length: count }, (_, index) => found(values[index] ?? null));
}

function delivered(known: EffectAnswer | undefined): Delivered {
  if (known?.kind !== "delivery") return { outcome: pendingEnding };
  return {
    outcome: endingOf(known.outcome),
    ...(known.target === undefined ? {} : { target: known.target }),
    provisional: known.provisional,
  };
}

function failed(outcome: Ending): Answer {
  return { kind: "failed", outcome };
}

function found(data: Json): Answer {
  return isJsonObject(data) ? { kind: "found", record: { id: "", data } } : { kind: "missing" };
}

function endingOf(outcome: Outcome | undefined): Ending {
  if (!outcome) return pendingEnding;
  const { node: _node, port: _port, ...ending } = outcome;
  return ending;
}

function groupByRecord(questions: readonly Question[]): ReadonlyMap<string, readonly Question[]> {
  const groups = new Map<string, Question[]>();
  for (const question of questions) {
    const group = groups.get(question.recordId);
    if (group) group.push(question);
    else groups.set(question.recordId, [question]);
  }
  return groups;
}
