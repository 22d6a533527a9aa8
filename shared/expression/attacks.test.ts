import { afterAll, describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { ExpressionError } from "./error.ts";

/** What an attack must come to: an error with this code, or a harmless result. */
type Expected = { readonly code: string | readonly string[] } | { readonly value: unknown };

interface Attack {
  readonly name: string;
  readonly text: string;
  readonly input?: unknown;
  readonly expected: Expected;
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = { a: value };
  return value;
}

const attacks: readonly Attack[] = [
  {
    name: "infinite tail recursion",
    text: "($f := function($n) { $f($n + 1) }; $f(0))",
    expected: { code: "D1012" },
  },
  {
    name: "infinite recursion",
    text: "($f := function($n) { 1 + $f($n + 1) }; $f(0))",
    expected: { code: "D1011" },
  },
  {
    name: "mutual recursion",
    text: "($f := function() { 1 + $g() }; $g := function() { 1 + $f() }; $f())",
    expected: { code: "D1011" },
  },
  {
    name: "recursion through $map",
    text: "($f := function($n) { $map([1, 2], function($v) { 1 + $f($n) }) }; $f(0))",
    expected: { code: "D1011" },
  },
  {
    name: "wide recursion",
    text: "($f := function($n) { [{'a': $map([1], function($v) { ($x := $f($n); {'b': [$x, 1]}) })}] }; $f(0))",
    expected: { code: "D1011" },
  },
  {
    name: "exponential recursion",
    text: "($f := function($n) { $n < 2 ? 1 : $f($n - 1) + $f($n - 2) }; $f(60))",
    expected: { code: "D1012" },
  },
  {
    name: "a fixed point",
    text: "($y := function($f) { (function($x) { $x($x) })(function($x) { $f(function($a) { ($x($x))($a) }) }) }; $y(function($g) { function($n) { $g($n) } })(1))",
    expected: { code: ["D1012", "D1011"] },
  },
  {
    name: "a backtracking regular expression",
    text: "$match($s, /(a+)+$/)",
    input: { s: `${"a".repeat(50_000)}!` },
    expected: { value: undefined },
  },
  {
    name: "a regular expression of many choices",
    text: `$contains($s, /${"a?".repeat(40)}${"a".repeat(40)}$/)`,
    input: { s: "a".repeat(39) },
    expected: { value: false },
  },
  {
    name: "a regular expression of many repetitions",
    text: "$contains($s, /.*.*.*.*.*=.*/)",
    input: { s: "x".repeat(100_000) },
    expected: { value: false },
  },
  {
    name: "a simple regular expression over a long text",
    text: "$contains($s, /a+b/)",
    input: { s: "a".repeat(1_000_000) },
    expected: { value: false },
  },
  {
    name: "a regular expression that refers back",
    text: "$contains($s, /(a+)\\1+$/)",
    input: { s: "a" },
    expected: { code: "X1002" },
  },
  {
    name: "a regular expression that looks ahead",
    text: "$contains($s, /(?=(a+)+)b/)",
    input: { s: "a" },
    expected: { code: "X1002" },
  },
  {
    name: "a regular expression that is enormous",
    text: "$contains($s, /((a{1,100}){1,100}){1,100}/)",
    input: { s: "a" },
    expected: { code: "X1002" },
  },
  {
    name: "a date picture full of digits",
    text: "$toMillis($s, '[f1][f1][f1][f1][f1]')",
    input: { s: `${"1".repeat(200)}x` },
    expected: { code: "X1005" },
  },
  {
    name: "a date picture of words",
    text: "$toMillis($s, '[Yw][Mw][Dw]')",
    input: { s: `${"one".repeat(200)}!` },
    expected: { value: undefined },
  },
  {
    name: "a date picture of enormous width",
    text: "$fromMillis(0, '[Y1,999999999-999999999]')",
    expected: { code: "X1005" },
  },
  {
    name: "a number picture of enormous length",
    text: "$formatNumber(1, $pad('', 100000, '0'))",
    expected: { code: "X1005" },
  },
  {
    name: "an integer picture of enormous length",
    text: "$formatInteger(1, $pad('', 900, '#') & '0')",
    expected: { value: "1" },
  },
  { name: "a range too long", text: "[1..10000001]", expected: { code: "D2014" } },
  {
    name: "a long range that is only counted",
    text: "$count([1..10000000])",
    expected: { value: 10_000_000 },
  },
  {
    name: "a long range whose items are made",
    text: "[1..10000000].($ * 2)",
    expected: { code: ["D2015", "D1012"] },
  },
  { name: "ranges in ranges", text: "[1..10000].([1..10000])", expected: { code: ["D2015", "D1012"] } },
  { name: "lists in lists", text: "($a := [1..1000]; $a.($a.($a)))", expected: { code: ["D2015", "D1012"] } },
  {
    name: "text that doubles",
    text: "($d := function($s, $n) { $n = 0 ? $length($s) : $d($s & $s, $n - 1) }; $d('ab', 40))",
    expected: { code: "X1001" },
  },
  {
    name: "text that doubles in $reduce",
    text: "$length($reduce([1..60], function($s, $i) { $s & $s }, 'ab'))",
    expected: { code: "X1001" },
  },
  { name: "many long texts", text: "[1..100000].$pad('', 9000000, 'x')", expected: { code: "D1012" } },
  {
    name: "list that doubles",
    text: "$count($reduce([1..60], function($a, $i) { $append($a, $a) }, [1, 2]))",
    expected: { code: ["D2015", "D1012"] },
  },
  { name: "an enormous $pad", text: "$length($pad('', 500000000, 'x'))", expected: { code: "X1001" } },
  { name: "an infinite $pad", text: "$length($pad('', 1 / 0, 'x'))", expected: { code: "X1001" } },
  {
    name: "a $replace that grows",
    text: "$length($reduce([1..30], function($s, $i) { $replace($s, 'a', 'aa') }, 'a'))",
    expected: { code: ["X1001", "D1012"] },
  },
  {
    name: "a $replace by a regular expression that grows",
    text: "$length($reduce([1..30], function($s, $i) { $replace($s, /a/, 'aa') }, 'a'))",
    expected: { code: ["X1001", "D1012"] },
  },
  {
    name: "a $join that grows",
    text: "$length($reduce([1..60], function($s, $i) { $join([$s, $s]) }, 'ab'))",
    expected: { code: "X1001" },
  },
  {
    name: "a $split into many",
    text: "$count($split($pad('', 5000000, 'x'), ''))",
    expected: { code: "D2015" },
  },
  {
    name: "a $string that grows",
    text: "$length($reduce([1..40], function($s, $i) { $string([$s, $s]) }, 'ab'))",
    expected: { code: "X1001" },
  },
  {
    name: "objects that double",
    text: "$length($string($reduce([1..40], function($o, $i) { {'a': $o, 'b': $o} }, 1)))",
    expected: { code: ["X1001", "D1012"] },
  },
  {
    name: "objects that double and are compared",
    text: "($d := function() { $reduce([1..40], function($o, $i) { {'a': $o, 'b': $o} }, 1) }; $d() = $d())",
    expected: { code: "D1012" },
  },
  {
    name: "objects that double as the result",
    text: "$reduce([1..40], function($o, $i) { {'a': $o, 'b': $o} }, 1)",
    expected: { code: "D1012" },
  },
  {
    name: "objects that double and are searched",
    text: "$count($reduce([1..40], function($o, $i) { {'a': $o, 'b': $o} }, 1).**)",
    expected: { code: ["D1012", "D2015"] },
  },
  { name: "$eval of itself", text: "($e := '$eval($e)'; $eval($e))", expected: { code: "D1011" } },
  {
    name: "$eval of growing text",
    text: "($e := '($e := $e & $e; $eval($e))'; $eval($e))",
    expected: { code: ["D1011", "D3120", "D3121", "X1001"] },
  },
  {
    name: "$eval of thousands of parentheses",
    text: "$eval($pad('', 5000, '(') & '1' & $pad('', 5000, ')'))",
    expected: { code: "D3120" },
  },
  {
    name: "5,000 parentheses",
    text: `${"(".repeat(5_000)}1${")".repeat(5_000)}`,
    expected: { code: "X1004" },
  },
  {
    name: "1,500 parentheses",
    text: `${"(".repeat(1_500)}1${")".repeat(1_500)}`,
    expected: { code: "X1004" },
  },
  { name: "20,000 operators", text: `1${"+1".repeat(20_000)}`, expected: { code: "X1004" } },
  {
    name: "5,000 predicates in each other",
    text: `${"a[".repeat(5_000)}1${"]".repeat(5_000)}`,
    expected: { code: "X1004" },
  },
  {
    name: "a signature full of repetitions",
    text: `(function($a)<${"x+".repeat(40)}n:n>{1})(${"'a',".repeat(60)}'a')`,
    expected: { code: "T0410" },
  },
  {
    name: "data nested 20,000 deep, searched",
    text: "$count(**)",
    input: nested(20_000),
    expected: { code: "D1011" },
  },
  {
    name: "data nested 20,000 deep, written",
    text: "$string($)",
    input: nested(20_000),
    expected: { code: "D1011" },
  },
  {
    name: "data nested 20,000 deep, cloned",
    text: "$ ~> |a|{'b': 1}|",
    input: nested(20_000),
    expected: { code: "D1011" },
  },
  { name: "$max of a million", text: "$max([1..1000000])", expected: { value: 1_000_000 } },
  { name: "sorting 100,000", text: "$count([1..100000]^(>$))", expected: { value: 100_000 } },
  {
    name: "sorting with a comparator that never agrees",
    text: "$count($sort([1..100000], function($a, $b) { true }))",
    expected: { value: 100_000 },
  },
  {
    name: "$distinct of many objects",
    text: "$count($distinct([1..50000].{'a': $ % 1000}))",
    expected: { value: 1000 },
  },
  {
    name: "a group by 50,000 keys",
    text: "$count($keys([1..50000]{$string($): $}))",
    expected: { value: 50_000 },
  },
  {
    name: "a transform that closes a circle",
    text: "$ ~> |$|{'self': $}|",
    input: { a: 1 },
    expected: { value: { a: 1, self: { a: 1 } } },
  },
  {
    name: "a transform that grows",
    text: "$reduce([1..30], function($o, $i) { $o ~> |**[$exists(a)]|{'b': $, 'c': $}| }, {'a': 1})",
    expected: { code: ["D1012", "D1011"] },
  },
  {
    name: "a transform of the input itself",
    text: "($ ~> |$$|{'b': 2}|; $$)",
    input: { a: 1 },
    expected: { value: { a: 1 } },
  },
  { name: "a prototype", text: "__proto__", input: {}, expected: { value: undefined } },
  { name: "a constructor", text: "constructor.name", input: {}, expected: { value: undefined } },
  { name: "an inherited method", text: "toString", input: { a: 1 }, expected: { value: undefined } },
  { name: "a method of a text", text: "a.length", input: { a: "abc" }, expected: { value: undefined } },
  {
    name: "the inside of a function",
    text: "[$sum.name, $sum.body, (function($x) { $x }).environment]",
    expected: { value: [] },
  },
  { name: "the keys of a function", text: "$keys($sum)", expected: { value: undefined } },
  {
    name: "a global",
    text: "[globalThis, process, $globalThis, $process]",
    input: {},
    expected: { value: [] },
  },
  {
    name: "$lookup of a prototype",
    text: "[$lookup($, '__proto__'), $lookup($, 'constructor')]",
    input: {},
    expected: { value: [] },
  },
  {
    name: "a call of an inherited method",
    text: "a.constructor('x')",
    input: { a: {} },
    expected: { code: "T1006" },
  },
  {
    name: "data that looks like a function",
    text: "f(1)",
    input: { f: { _jsonata_lambda: true, _jsonata_function: true } },
    expected: { code: "T1006" },
  },
  {
    name: "a key named __proto__",
    text: "$merge([{'__proto__': {'polluted': true}}, {}]).polluted",
    expected: { value: undefined },
  },
];

function outcome(attack: Attack, backEnd: "generated" | "closures"): Expected {
  try {
    const bindings = { s: (attack.input as { s?: unknown } | undefined)?.s };
    return { value: compile(attack.text, { backEnd }).evaluate(attack.input, bindings) };
  } catch (error) {
    if (error instanceof ExpressionError) return { code: error.code };
    throw error;
  }
}

describe.each(["closures", "generated"] as const)("attacks on %s", (backEnd) => {
  it.each(attacks)("contains $name", { timeout: 20_000 }, (attack) => {
    // Processor time: other work on the machine does not count.
    const before = process.cpuUsage();
    const actual = outcome(attack, backEnd);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(2_000);
    if ("value" in attack.expected) expect(actual).toEqual(attack.expected);
    else expect([attack.expected.code].flat()).toContain("code" in actual ? actual.code : actual);
  });
});

afterAll(() => {
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(compile("1 + 1").evaluate({})).toBe(2);
});
