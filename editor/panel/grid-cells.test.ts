import { describe, expect, it } from "vitest";
import type { SurveyCell } from "../preview/survey-worker.ts";
import { countStep, gridTarget } from "./grid-cells.ts";

const cell = (state: SurveyCell["state"], decision?: SurveyCell["decision"]): SurveyCell => ({
  state,
  records: 1,
  stale: false,
  provisional: false,
  left: {},
  ...(decision ? { decision } : {}),
});

describe("the grid of all samples", () => {
  it("counts who arrived, went on, was refused, and what was decided", () => {
    const rows = [
      { erp: cell("decided", "create") },
      { erp: cell("decided", "create") },
      { erp: cell("rejected") },
      { erp: cell("not-reached") },
      { erp: cell("waiting") },
      { erp: cell("decided", "update") },
    ];
    expect(countStep(rows, "erp")).toEqual({
      arrived: 4,
      rejected: 1,
      passed: 3,
      decisions: [
        ["create", 2],
        ["update", 1],
      ],
    });
  });

  it.each([
    ["ArrowUp", { row: 0, column: 1 }],
    ["ArrowDown", { row: 1, column: 1 }],
    ["ArrowRight", { row: 0, column: 2 }],
    ["Home", { row: 0, column: -1 }],
    ["End", { row: 0, column: 3 }],
    ["PageDown", { row: 5, column: 1 }],
    ["Tab", undefined],
  ])("is walked by keys and never left: %s", (key, target) => {
    expect(gridTarget(key, { row: 0, column: 1 }, 6, 4)).toEqual(target);
  });
});
