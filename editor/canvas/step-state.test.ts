import type { Problem } from "@trasvase/shared/problem.ts";
import { describe, expect, it } from "vitest";
import { healthOf, problemsByStep } from "./step-state.ts";

const problem = (
  code: string,
  severity: Problem["severity"] = "error",
  more: Partial<Problem> = {},
): Problem => ({
  code,
  severity,
  message: code,
  node: "a",
  ...more,
});

describe("a step's configuration slot", () => {
  it("counts what is to fill in apart from what is wrong, and leaves notes out", () => {
    const found = [
      problem("to-fill-in"),
      problem("S0202"),
      problem("double-arrival", "warning"),
      problem("fyi", "note"),
    ];
    expect(healthOf(found)).toMatchObject({ toFillIn: 1, errors: 1, warnings: 1 });
  });

  it("leads to what is wrong before what is missing before what is remarkable", () => {
    const [missing, wrong, odd] = [
      problem("to-fill-in"),
      problem("S0202"),
      problem("double-arrival", "warning"),
    ];
    expect(healthOf([odd, missing, wrong]).first).toBe(wrong);
    expect(healthOf([odd, missing]).first).toBe(missing);
    expect(healthOf([odd]).first).toBe(odd);
    expect(healthOf([]).first).toBeUndefined();
  });

  it("shows a step only its own problems, and those of its connections nowhere but on the connections", () => {
    const own = problem("S0202");
    const groups = problemsByStep([
      own,
      problem("unknown-port", "error", { edge: 0 }),
      problem("x", "error", { node: "b" }),
    ]);
    expect(groups.get("a")).toEqual([own]);
    expect([...groups.keys()]).toEqual(["a", "b"]);
  });
});
