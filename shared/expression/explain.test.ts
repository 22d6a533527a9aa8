import { describe, expect, it } from "vitest";
import { natives } from "./builtins/built-ins.ts";
import { complete } from "./complete.ts";
import { decimalFunctions } from "./decimals.ts";
import { functionHelp } from "./function-help.ts";
import { lint } from "./lint.ts";
import { reads } from "./reads.ts";
import { signature } from "./signature-help.ts";
import { trace } from "./trace.ts";
import { viewOf } from "./view-at.ts";

const samples = [
  {
    number: "so-1",
    customer: { email: "a@x.nl", company: "A" },
    lines: [{ sku: "A", qty: 1, price: 2 }],
    factor: 0,
  },
  {
    number: "so-2",
    customer: { company: "B" },
    lines: [
      { sku: "B", qty: 2 },
      { sku: "C", qty: 3, price: 5 },
    ],
    factor: 2,
  },
];

describe("lint", () => {
  const options = { samples };
  it.each<[string, string, string, string | undefined]>([
    ["$uppercas(number)", "unknown-function", "$uppercas", "$uppercase"],
    ["uppercase(number)", "unknown-function", "uppercase", "$uppercase"],
    ["$stpes.erp", "unknown-variable", "$stpes", "$steps"],
    ["customer.emial", "unknown-field", "emial", "email"],
    ["lines.skuu", "unknown-field", "skuu", "sku"],
    ["$sum(lines.price)", "partial-aggregate", "price", undefined],
    ["number = 12", "mixed-comparison", "number = 12", "$number(number)"],
    ['lines[qty > "1"]', "mixed-comparison", 'qty > "1"', "1"],
    ["lines.qty / 0", "division-by-zero", "lines.qty / 0", undefined],
    ["10 / factor", "division-by-zero", "10 / factor", "(factor != 0 ? 10 / factor)"],
    ["12345678901234567890", "large-integer", "12345678901234567890", '"12345678901234567890"'],
    ['{"lines": lines.{"sku": sku}}', "collapsing-list", 'lines.{"sku": sku}', '[lines.{"sku": sku}]'],
    ["1 +", "S0207", "", undefined],
    ["$contains(number, /(a)\\1/)", "X1002", "/(a)\\1/", undefined],
  ])("finds in %s: %s at %j", (text, code, at, fix) => {
    const finding = lint(text, options).find((one) => one.code === code);
    expect(finding).toBeDefined();
    expect(text.slice(finding?.start, finding?.end)).toBe(at);
    expect(finding?.fix?.text).toBe(fix);
  });

  it.each([
    "customer.email",
    "$map(lines, function($line) { $line.sku })",
    '{"lines": [lines.{"sku": sku}]}',
    "factor != 0 ? 10 / factor",
    "$sum(lines.qty)",
    '($x := lines[0]; $x.sku & $table("vat", number))',
    "lines.%.number",
    '$eval("1")',
  ])("finds nothing in %s", (text) => expect(lint(text, options)).toEqual([]));

  it.each<[string, string]>([
    ["customer.fax", "warning"],
    ["customer.fax ?? customer.email", "note"],
    ["customer.fax ? customer.fax : 'none'", "note"],
    ["$exists(customer.fax) ? customer.fax", "note"],
    ["customer.fax = customer.email", "warning"],
  ])("marks a field that no sample has in %s as a %s", (text, severity) => {
    const found = lint(text, options).filter(({ code }) => code === "unknown-field");
    expect(new Set(found.map((one) => one.severity))).toEqual(new Set([severity]));
  });

  it("asks for a list where the target wants one", () => {
    const targetSchema = { properties: { skus: { type: "array" }, first: { type: "string" } } };
    const findings = lint('{"skus": lines.sku, "first": lines[0].sku}', { samples, targetSchema });
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([["collapsing-list", "warning"]]);
  });

  it("makes texts its own fixes repair", () => {
    for (const text of ["$uppercas(number)", "customer.emial", "number = 12", "10 / factor"]) {
      const fix = lint(text, options)[0]?.fix;
      const fixed = fix ? text.slice(0, fix.start) + fix.text + text.slice(fix.end) : text;
      expect(lint(fixed, options)).toEqual([]);
    }
  });
});

describe("reads", () => {
  const paths = (text: string) => reads(text).map(({ root, path }) => [root, ...path].join("."));
  it.each<[string, string[]]>([
    ["customer.email", ["$.customer", "$.customer.email"]],
    ["lines[qty > 1].sku", ["$.lines", "$.lines.qty", "$.lines.sku"]],
    ["lines.{'a': sku}", ["$.lines", "$.lines.sku"]],
    ["($l := lines; $l.sku)", ["$.lines", "$.lines.sku"]],
    ["$map(lines, function($l) { $l.sku & number })", ["$.lines", "$.lines.sku", "$.number"]],
    ["$filter(lines, function($l) { $l.qty }).sku", ["$.lines", "$.lines.qty", "$.lines.sku"]],
    ["$$.a.b", ["$.a", "$.a.b"]],
    ["$steps.erp.id", ["$steps", "$steps.erp", "$steps.erp.id"]],
    ["a ? b : c", ["$.a", "$.b", "$.c"]],
    ["(a ? b : c).d", ["$.a", "$.b", "$.c", "$.b.d", "$.c.d"]],
    ["$lookup(a, 'b').c", ["$.a", "$.a.b", "$.a.b.c"]],
    ["lines.%.number", ["$.lines", "$.number"]],
    ["($f := function($o) { $o.email }; $f(customer))", ["$.customer", "$.customer.email"]],
    ["$merge([a, b]).c", ["$.a", "$.b", "$.a.c", "$.b.c"]],
    ["{'x': a}.x.b", ["$.a", "$.a.b"]],
    ["$reduce(lines, function($n, $l) { $n + $l.qty })", ["$.lines", "$.lines.qty"]],
    ["$each(a, function($v) { $v.b })", ["$.a", "$.a.*.b"]],
    ["$ ~> |lines|{'b': qty}|", ["$.lines", "$.lines.qty"]],
    ["lines@$l.other[id = $l.ref]", ["$.lines", "$.other", "$.other.id", "$.lines.ref"]],
    ["($g := function($n) { $n > 0 ? $g($n - 1) : a }; $g(3))", ["$.a"]],
  ])("of %s", (text, expected) => expect(paths(text)).toEqual(expected));
});

describe("complete", () => {
  const at = { readAt: "2026-11-23T12:00:00Z", ordinal: 0, deleted: false };
  const records = samples.map((sample) =>
    viewOf(sample, {
      source: sample,
      meta: { ...at, key: sample.number, id: sample.number },
      steps: { erp: { code: "E1", address: { city: "Gent" } } },
      tables: {},
      at: 0,
      recordId: sample.number,
    }),
  );
  const knowledge = { records, tables: ["vat", "country"], steps: ["erp", "stock"] };
  const items = (text: string) => complete(text, text.length, knowledge).items;
  const labels = (text: string) => items(text).map(({ label }) => label);

  it.each<[string, string[]]>([
    ["", ["number", "customer", "lines", "factor"]],
    ["customer.", ["email", "company"]],
    ["customer.em", ["email", "company"]],
    ["$$.customer.", ["email", "company"]],
    ["$source.customer.", ["email", "company"]],
    ["$steps.erp.", ["code", "address"]],
    ["$steps.", ["erp", "stock"]],
    ['lines.{"a": ', ["sku", "qty", "price"]],
    ["lines[", ["sku", "qty", "price"]],
    ["lines[qty > 1 and ", ["sku", "qty", "price"]],
    ["lines[0].", ["sku", "qty", "price"]],
    ["lines@$l.$l.", ["sku", "qty", "price"]],
    ["$source.lines#$i.{'a': ", ["sku", "qty", "price"]],
    ["$map(", ["number", "customer", "lines", "factor"]],
    ["$map(lines, function($l) { $l.", ["sku", "qty", "price"]],
    ["$map(lines, function($l) { ", ["number", "customer", "lines", "factor"]],
    ["lines[qty > 0] ~> $map(function($l, $i) { $l.", ["sku", "qty", "price"]],
    ["$reduce(lines, function($sum, $l) { $sum + $l.", ["sku", "qty", "price"]],
    ["$each({'a': customer}, λ($v) { $v.", ["email", "company"]],
    ["($c := customer; $c.", ["email", "company"]],
    ["($c := customer; {'a': $c.", ["email", "company"]],
    ["($biggest := $sort(lines, function($a, $b) { $a.", ["sku", "qty", "price"]],
    ["lines.{'total': $sum($$.lines.", ["sku", "qty", "price"]],
    ["(customer)", []],
    ["'customer.", []],
    ["12", []],
    ["/* customer.", []],
  ])("offers the fields at %s", (text, expected) => {
    const fields = items(text).filter(({ kind }) => kind === "field");
    expect(fields.map(({ label }) => label)).toEqual(expected);
  });

  it("tells a field's type, an example and how often it is there", () => {
    expect(items("customer.")[0]).toMatchObject({
      label: "email",
      detail: "string",
      example: "a@x.nl",
      presence: { present: 1, possible: 2 },
    });
  });

  it("offers variables, parameters and functions behind a dollar, the nearest first", () => {
    const offered = labels("($total := 1; $map(lines, function($line) { $");
    expect(offered.slice(0, 2)).toEqual(["$line", "$total"]);
    expect(offered).toEqual(expect.arrayContaining(["$source", "$sum", "$table"]));
  });

  it("shows what a variable holds", () => {
    const [variable] = items("($total := $sum(lines.qty); $");
    expect(variable).toMatchObject({ label: "$total", detail: "number", example: 1 });
  });

  it("offers the flow's value tables inside the first text of $table", () => {
    expect(labels('$table("')).toEqual(["vat", "country"]);
    const inside = complete('$table("v", number)', 9, knowledge);
    expect(inside).toMatchObject({ start: 8, end: 9 });
    expect(labels('$uppercase("')).toEqual([]);
  });

  it("offers the values a target field takes", () => {
    const values = [{ value: 21, title: "Invoiced" }];
    expect(complete("", 0, { ...knowledge, values }).items[0]).toMatchObject({
      label: "21",
      detail: "Invoiced",
    });
  });

  it("replaces the word under the cursor, also a name in backticks", () => {
    expect(complete("customer.emxx + 1", 11, knowledge)).toMatchObject({ start: 9, end: 13 });
    expect(complete("customer.`em", 12, knowledge)).toMatchObject({ start: 9, end: 12 });
  });

  it("never fails, wherever the cursor stands in whatever text", () => {
    const texts = [
      "$map(lines, function($l) { $l.price * $l.qty }) ~> $sum()",
      "($t := lines{sku: $sum(price)}; [$t.*])",
      "lines^(>price).{'a': %.number}",
    ];
    for (const text of texts) {
      for (let at = 0; at <= text.length; at++) {
        expect(() => complete(text, at, knowledge)).not.toThrow();
        expect(() => complete(text.slice(0, at), at, knowledge)).not.toThrow();
      }
    }
  });
});

describe("signature", () => {
  it.each<[string, string | undefined, number]>([
    ["$substring(", "substring", 0],
    ["$substring(a, $max([1, 2]), ", "substring", 2],
    ["$substring(a, $max([1, ", "max", 0],
    ["a ~> $substring(", "substring", 1],
    ["$substring(a)", undefined, 0],
  ])("at the end of %s", (text, name, active) => {
    const help = signature(text, text.length);
    expect(help?.name).toBe(name);
    if (name !== undefined) expect(help?.active).toBe(active);
  });
});

describe("help", () => {
  it("covers every function there is and no other", () => {
    const all = [...natives.keys(), ...Object.keys(decimalFunctions), "eval", "table"];
    expect([...functionHelp.keys()].sort()).toEqual(all.sort());
  });
});

describe("trace", () => {
  const seen = (text: string, input: unknown) =>
    Object.fromEntries(
      trace(text, input).points.map(({ start, end, values }) => [text.slice(start, end), values]),
    );

  it("tells what every part gave, once for each item", () => {
    expect(seen("$sum(lines.(qty * price)) & ' EUR'", samples[1])).toMatchObject({
      "$sum(lines.(qty * price)) & ' EUR'": ["15 EUR"],
      "$sum(lines.(qty * price))": [15],
      "lines.(qty * price)": [15],
      "qty * price": [undefined, 15],
      qty: [2, 3],
    });
  });

  it("tells what came before an error", () => {
    const { points, error } = trace("number + 1", samples[0]);
    expect(error?.code).toBe("T2001");
    expect(points.map(({ values }) => values[0])).toContain("so-1");
  });

  it.each([
    "a[0].b",
    "function($x) { $x + 1 }",
    "a ~> |b|{'c': 1}|",
    "[1..3]",
    "{'a': -1}",
    "-(a)",
    "a{b: c}",
    "(a; b)",
  ])("knows the whole range of %s", (text) => {
    const { points } = trace(text, {});
    const ranges = points.map(({ start, end }) => text.slice(start, end));
    expect(ranges).toContain(text);
  });
});
