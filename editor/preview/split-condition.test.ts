import { describe, expect, it } from "vitest";
import { splitCondition } from "./split-condition.ts";

const shape = (text: string) =>
  splitCondition(text).map((clause) =>
    [clause.joint ?? "", ...clause.operands.map((one) => one.text), clause.operator ?? ""].join(" | "),
  );

describe("a condition taken apart", () => {
  it.each([
    ['status = "paid"', [' | status | "paid" | =']],
    ["a = 1 and (b > 2 or c)", [" | a | 1 | =", "and | b | 2 | >", "or | c | "]],
    ["(total >= 10)", [" | total | 10 | >="]],
    ["$exists(a) or not", [" | $exists(a) | ", "or | not | "]],
    ['country in ["NL", "BE"]', [' | country | ["NL", "BE"] | in']],
    ["a ? b : c", [" | a ? b : c | "]],
    ["lines[qty > 1 and x = 2]", [" | lines[qty > 1 and x = 2] | "]],
    ["`and` = and", [" | `and` | and | ="]],
    ["(a; b)", [" | (a; b) | "]],
    ["a = 1 = true", [" | a = 1 = true | "]],
    ["", []],
    ["(a", []],
  ])("%s", (text, expected) => {
    expect(shape(text)).toEqual(expected);
  });

  it("names the place of every part in the text", () => {
    const text = ' a = 1 and  b.`c d` < $f("and") ';
    for (const clause of splitCondition(text)) {
      for (const part of [clause, ...clause.operands])
        expect(text.slice(part.start, part.end)).toBe(part.text);
    }
  });
});
