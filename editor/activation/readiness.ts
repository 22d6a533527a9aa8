import type { Activation } from "@trasvase/shared/contract/activation.ts";

/** Where reading begins, as a person chose it. */
export type StartChoice = "everything" | "now" | "date";

/** What a person has said on the activation page. */
export interface ActivationAnswers {
  /** Codes of the checks that were ticked. */
  readonly confirmed: readonly string[];
  /** By code of the checks that are overridden: why. */
  readonly reasons: Readonly<Record<string, string>>;
  readonly start: StartChoice | undefined;
  /** Of the choice `date`: ISO 8601; empty while it is incomplete. */
  readonly date: string;
  /** How many of the first records are to be confirmed; undefined: none. */
  readonly holdFirst: number | undefined;
}

/** Why a flow cannot be activated yet. `count` is how many things are left. */
export interface NotReady {
  readonly reason: "blocking" | "reasons" | "unticked" | "start" | "same";
  readonly count: number;
}

/** What still stands between a draft and its activation; undefined when nothing does. The server asks the same again. */
export function whatIsMissing(
  activation: Activation,
  answers: ActivationAnswers,
  isFirst: boolean,
): NotReady | undefined {
  const blocking = activation.checks.filter((check) => check.level === "blocking").length;
  if (blocking > 0) return { reason: "blocking", count: blocking };
  if (!isFirst && activation.changes.length === 0) return { reason: "same", count: 0 };
  const reasons = activation.checks.filter(
    (check) => check.level === "reason" && (answers.reasons[check.code] ?? "").trim() === "",
  ).length;
  if (reasons > 0) return { reason: "reasons", count: reasons };
  const unticked = activation.checks.filter(
    (check) => check.level === "confirm" && !answers.confirmed.includes(check.code),
  ).length;
  if (unticked > 0) return { reason: "unticked", count: unticked };
  const isDateMissing = answers.start === "date" && answers.date === "";
  if (activation.asksStart && (answers.start === undefined || isDateMissing))
    return { reason: "start", count: 1 };
  return undefined;
}
