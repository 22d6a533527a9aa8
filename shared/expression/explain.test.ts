import { describe, expect, it } from "vitest";
import { natives } from "./builtins/built-ins.ts";
import { complete } from "./complete.ts";
import { decimalFunctions } from "./decimals.ts";
import { functionHelp } from "./function-help.ts";
import { lint } from "./lint.ts";
import { reads } from "./reads.ts";
import { signature } from "./signature-help.ts";
import { trace } from "./trace.ts";

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
  ])("of %s", (text, expected) => expect(paths(text)).toEqual(expected));
});

describe("complete", () => {
  const labels = (text: string) => complete(text, text.length, samples).items.map(({ label }) => label);
  it.each<[string, string[]]>([
    ["customer.", ["email", "company"]],
    ["customer.em", ["email", "company"]],
    ['lines.{"a": ', ["sku", "qty", "price"]],
    ["lines[", ["sku", "qty", "price"]],
    ["lines[0].", ["sku", "qty", "price"]],
    ["$map(", ["number", "customer", "lines", "factor"]],
  ])("offers the fields at %s", (text, expected) => {
    const fields = complete(text, text.length, samples).items.filter(({ kind }) => kind === "field");
    expect(fields.map(({ label }) => label)).toEqual(expected);
  });

  it("tells a field's type, an example and how often it is there", () => {
    expect(complete("customer.", 9, samples).items[0]).toMatchObject({
      label: "email",
      detail: "string",
      example: "a@x.nl",
      presence: { present: 1, possible: 2 },
    });
  });

  it("offers variables, parameters and functions behind a dollar", () => {
    const offered = labels("($total := 1; $map(lines, function($line) { $");
    expect(offered).toEqual(expect.arrayContaining(["$total", "$line", "$source", "$sum", "$table"]));
  });

  it("replaces the word under the cursor", () => {
    expect(complete("customer.emxx + 1", 11, samples)).toMatchObject({ start: 9, end: 13 });
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
