import type { Activation, ActivationCheck, Change } from "@trasvase/shared/contract/activation.ts";
import { expect, it } from "vitest";
import { type ActivationAnswers, whatIsMissing } from "./readiness.ts";

const check = (code: string, level: ActivationCheck["level"]): ActivationCheck => ({
  code,
  level,
  title: code,
  message: "",
  problems: [],
});
const change: Change = { kind: "added", what: "step", name: "paid", title: "Paid", fields: [] };
const page = (more: Partial<Activation>): Activation => ({
  revision: 1,
  nextVersion: 2,
  checks: [check("steps", "ok")],
  changes: [change],
  asksStart: false,
  canBeginAt: false,
  inFlight: 0,
  ...more,
});
const nothingSaid: ActivationAnswers = {
  confirmed: [],
  reasons: {},
  start: undefined,
  date: "",
  holdFirst: undefined,
};
const ticks = [check("steps", "ok"), check("array", "confirm"), check("double", "confirm")];

it.each([
  ["everything is in order", {}, {}, undefined],
  ["a check blocks", { checks: [check("steps", "blocking")] }, {}, "blocking"],
  ["a case is red", { checks: [check("cases", "reason")] }, {}, "reasons"],
  [
    "a case is red and the reason is empty",
    { checks: [check("cases", "reason")] },
    { reasons: { cases: " " } },
    "reasons",
  ],
  [
    "a case is red for a reason",
    { checks: [check("cases", "reason")] },
    { reasons: { cases: "New rates" } },
    undefined,
  ],
  ["two ticks are missing", { checks: ticks }, {}, "unticked"],
  ["all is ticked", { checks: ticks }, { confirmed: ["array", "double"] }, undefined],
  ["nobody said where reading starts", { asksStart: true }, {}, "start"],
  ["reading starts now", { asksStart: true }, { start: "now" }, undefined],
  ["nothing changed", { changes: [] }, {}, "same"],
] satisfies [string, Partial<Activation>, Partial<ActivationAnswers>, string | undefined][])(
  "knows what is missing when %s",
  (_, activation, answers, reason) => {
    expect(whatIsMissing(page(activation), { ...nothingSaid, ...answers }, false)?.reason).toBe(reason);
  },
);

it("lets a first version through, which has nothing to differ from", () => {
  expect(whatIsMissing(page({ changes: [] }), nothingSaid, true)).toBeUndefined();
});

it("counts what is left", () => {
  expect(whatIsMissing(page({ checks: ticks }), { ...nothingSaid, confirmed: ["array"] }, false)?.count).toBe(
    1,
  );
});
