import { describe, expect, it } from "vitest";
import { natives } from "./builtins/built-ins.ts";
import { compile } from "./compile.ts";
import { ExpressionError } from "./error.ts";
import { defineHostFunction } from "./host-function.ts";

const backEnds = ["closures", "generated"] as const;

function errorOf(
  text: string,
  input: unknown = {},
  backEnd: (typeof backEnds)[number] = "generated",
): ExpressionError {
  try {
    compile(text, { backEnd }).evaluate(input);
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
  throw new Error(`${text} did not fail`);
}

describe.each(backEnds)("an expression on %s", (backEnd) => {
  const evaluate = (text: string, input?: unknown, bindings?: Record<string, unknown>) =>
    compile(text, { backEnd }).evaluate(input, bindings);

  it("gives plain objects and arrays without marks", () => {
    const result = evaluate(
      '{"a": list.n, "b": [list.n], "c": {"d": $filter(list, function($i) { $i.n > 0 })}}',
      {
        list: [{ n: 1 }, { n: 2 }],
      },
    ) as Record<string, unknown>;
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    for (const list of [result.a, result.b, (result.c as Record<string, unknown>).d] as object[]) {
      expect(Object.getPrototypeOf(list)).toBe(Array.prototype);
      expect(Reflect.ownKeys(list)).toEqual(["0", "1", "length"]);
    }
  });

  it("never changes its input", () => {
    const input = { a: [], rows: [{ b: 1 }] };
    const before = JSON.stringify(input);
    for (const text of [
      "a[]",
      "a{'x': $}",
      "$ ~> |rows|{'b': 2}|",
      "$sort(rows, function($l, $r) { true })",
      "($ ~> |$$|{'b': 2}|)",
    ]) {
      evaluate(text, input);
      expect(JSON.stringify(input)).toBe(before);
      expect(Reflect.ownKeys(input.a)).toEqual(["length"]);
    }
  });

  it("makes __proto__ an ordinary field", () => {
    const result = evaluate('{"__proto__": {"x": 1}}') as object;
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(Object.keys(result)).toEqual(["__proto__"]);
  });

  it("reads own fields of objects of any kind, and no inherited ones", () => {
    class Thing {
      own = 1;
      get inherited() {
        return 2;
      }
    }
    expect(evaluate("[own, inherited, toString]", new Thing())).toEqual([1]);
    expect(evaluate("a.b", { a: Object.assign(Object.create(null), { b: 3 }) })).toBe(3);
    expect(evaluate("a.b", { a: Object.create({ b: 3 }) })).toBeUndefined();
  });

  it("prefers bindings to built-in functions", () => {
    const sum = defineHostFunction("sum", "<a:n>", () => 42);
    expect(evaluate("$sum(list)", { list: [1] }, { sum })).toBe(42);
    expect(evaluate("$x.y", {}, { x: { y: 7 } })).toBe(7);
  });

  it("refuses bare JavaScript functions and promises", () => {
    expect(() => evaluate("$f()", {}, { f: () => 1 })).toThrow(ExpressionError);
    const later = defineHostFunction("later", "<:x>", () => Promise.resolve(1));
    expect(() => evaluate("$later()", {}, { later })).toThrow(/promise/);
  });

  it("can be evaluated by a function it calls", () => {
    const again = defineHostFunction("again", "<n:n>", (n) =>
      n === 0 ? 0 : Number(compile("$again(n - 1) + 1", { backEnd }).evaluate({ n }, { again })),
    );
    expect(evaluate("$again(n - 1) + 1", { n: 5 }, { again })).toBe(5);
  });

  it("goes on after an error as if nothing had happened", () => {
    const expression = compile("($f := function($n) { $n > 5 ? $error('stop') : 1 + $f($n + 1) }; $f(n))", {
      backEnd,
    });
    for (let round = 0; round < 200; round++) expect(() => expression.evaluate({ n: 0 })).toThrow("stop");
    expect(compile("$sum(n)", { backEnd }).evaluateAll([{ n: [1, 2] }, {}, { n: 5 }])).toEqual([
      3,
      undefined,
      5,
    ]);
  });

  it.each<[string, string, string | undefined]>([
    ["1 + 'a'", "+", "+"],
    ["a.b + $substring(1, 'x')", "$substring", "substring"],
    ["$nope(1)", "$nope", "nope"],
    ["{'a': 1, 'a': 2}", "{", "{"],
    ["list^(n)", "^", "^"],
    ["$map([1], function($v) { $v + 'a' })", "+", "+"],
    ["$sum(list.(n * 2))", "*", "*"],
    ["  \n  -'a'", "-", "-"],
  ])("tells where %j fails", (text, at, token) => {
    const error = errorOf(text, { list: [{ n: "a" }, { n: 1 }] }, backEnd);
    expect(text.slice(error.start, error.end)).toBe(at);
    expect(error.token).toBe(token);
    expect(error.line).toBe(text.slice(0, error.start).split("\n").length);
  });

  it("counts the same steps where it matters: both back ends stop", () => {
    const text = "$sum(list.(n * n))";
    const input = { list: Array.from({ length: 10_000 }, (_, n) => ({ n })) };
    expect(compile(text, { backEnd }).evaluate(input)).toBeGreaterThan(0);
    expect(() => compile(text, { backEnd, limits: { steps: 5_000 } }).evaluate(input)).toThrow(/5,000 steps/);
  });
});

describe("compile", () => {
  it("gives the same expression for the same text and options", () => {
    expect(compile("a.b")).toBe(compile("a.b"));
    expect(compile("a.b")).not.toBe(compile("a.b", { limits: { steps: 1 } }));
  });

  it.each<[string, string[]]>([
    ["a + $sum(b)", ["sum"]],
    ["($x := 1; $x + $y)", ["y"]],
    ["($x + 1; $x := 1)", ["x"]],
    ["$map(a, function($v) { $v & $now() })", ["map", "now"]],
    ["a@$b.c#$d.($b & $d)", []],
    ["$ & $$", []],
  ])("knows the names %j takes from outside", (text, names) =>
    expect([...compile(text).mentions].sort()).toEqual(names),
  );

  it.each<[string, unknown]>([
    ["a", "none"],
    ["$steps.erp.id & $steps.`my step`.x", new Set(["erp", "my step"])],
    ["$steps", "all"],
    ["$keys($steps)", "all"],
    ["$steps[0].erp", "all"],
    ["$eval('$steps.erp')", "all"],
  ])("knows which steps %j reads", (text, steps) => expect(compile(text).stepsRead).toEqual(steps));

  it("knows that $eval hides names", () => {
    expect([compile("$eval(a)").dynamic, compile("a").dynamic]).toEqual([true, false]);
  });

  it("falls back to closures where code generation is forbidden", () => {
    expect(compile("a.b", { backEnd: "closures" }).evaluate({ a: { b: 1 } })).toBe(1);
  });

  it.each<[string, string, number, number, RegExp]>([
    ["a +", "S0207", 3, 3, /stops too early/],
    ["a[1", "S0203", 3, 3, /`\]` is missing/],
    ["(a", "S0203", 2, 2, /`\)` is missing/],
    ["a b", "S0201", 2, 3, /`b` was not expected/],
    ['"abc', "S0101", 4, 4, /quote is missing/],
    ["a\n  ~", "S0204", 4, 5, /operator/],
  ])("tells the mistake in %j", (text, code, start, end, message) => {
    const error = errorOf(text);
    expect([error.code, error.start, error.end]).toEqual([code, start, end]);
    expect(error.message).toMatch(message);
  });

  it("names the nearest function", () => {
    expect(errorOf("$uppercas('a')").message).toBe(
      "There is no function `$uppercas`. Close match: `$uppercase`.",
    );
  });

  it("never says a message that is a bare code", () => {
    for (const text of [
      "$sum('a')",
      "1/0 & ''",
      "$number('x')",
      "$formatNumber(1, ';;')",
      "$toMillis('x')",
      "[1..'a']",
    ]) {
      expect(errorOf(text).message).not.toMatch(/failed \(/);
    }
  });

  it("has every function of the reference", () => expect(natives.size).toBeGreaterThanOrEqual(64));
});
