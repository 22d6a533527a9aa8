import { describe, expect, it } from "vitest";
import { natives } from "./builtins/built-ins.ts";
import { compile } from "./compile.ts";
import { decimalFunctions } from "./decimals.ts";
import { mentionedTables } from "./mentioned-tables.ts";
import { bindRecord, type RecordContext } from "./record-bindings.ts";

const context: RecordContext = {
  source: { id: 7 },
  meta: { key: "k", id: "r1", readAt: "2026-01-02T03:04:05Z", ordinal: 3, deleted: false },
  steps: { erp: { id: "E1" } },
  tables: {
    vat: {
      rows: [
        ["21", "HIGH"],
        ["9", "LOW"],
      ],
    },
    country: { rows: [["NL", "Netherlands"]], default: "other" },
    forced: { rows: [["a", "b"]], default: "always", force: true },
  },
  at: Date.UTC(2026, 0, 2, 3, 4, 5),
  recordId: "r1",
};

function evaluate(text: string, input: unknown = {}, changed: Partial<RecordContext> = {}): unknown {
  const expression = compile(text);
  return expression.evaluate(input, bindRecord(expression, { ...context, ...changed }));
}

describe("bindings of a record", () => {
  it("are not made where nothing is mentioned", () => {
    expect(bindRecord(compile("a & $uppercase(b)"), context)).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ["$source.id", 7],
    ["$meta.key & $meta.ordinal", "k3"],
    ["$steps.erp.id", "E1"],
    ["$exists($error)", false],
    ["$now()", "2026-01-02T03:04:05.000Z"],
    ["$now('[Y0001]')", "2026"],
    ["$millis()", context.at],
    ["$toMillis('10:30', '[H01]:[m01]')", Date.UTC(2026, 0, 2, 10, 30)],
    ["$table('vat', 21)", "HIGH"],
    ["$table('vat', '9')", "LOW"],
    ["$table('country', 'XX')", "other"],
    ["$table('country', missing)", "other"],
    ["$table('forced', 'a')", "always"],
    ["$eval('$meta.id')", "r1"],
  ])("give %s", (text, value) => expect(evaluate(text)).toEqual(value));

  it("give $error behind a failed port", () => {
    const error = { code: "E9", message: "no" };
    expect(evaluate("$error.code", {}, { error })).toBe("E9");
    // The function of that name stays.
    expect(() => evaluate('$error("not for us")')).toThrow("not for us");
    expect(() => evaluate('$error("not for us")', {}, { error })).toThrow("not for us");
    expect(() => evaluate('$error("not for us")')).toThrow("not for us");
    expect(evaluate("$error.code")).toBeUndefined();
  });

  it.each<[string, string, RegExp]>([
    ["$table('vat', 6)", "X2001", /"vat" has no row for "6"/],
    ["$table('vat', missing)", "X2001", /nothing to look up/],
    ["$table('vat', [21, 9])", "X2001", /\$map/],
    ["$table('nope', 1)", "X2002", /no value table "nope"/],
  ])("refuse %s", (text, code, message) => {
    expect(() => evaluate(text)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  it("draw the same random numbers for the same record", () => {
    const text = "[$random(), $random(), $shuffle([1..20])]";
    expect(evaluate(text)).toEqual(evaluate(text));
    expect(evaluate(text)).not.toEqual(evaluate(text, {}, { recordId: "r2" }));
  });

  it("shadow no function of JSONata but the random ones", () => {
    expect(Object.keys(decimalFunctions).filter((name) => natives.has(name))).toEqual([]);
  });
});

describe("decimal functions", () => {
  it.each<[string, unknown]>([
    ["$decimalSum([0.1, 0.2])", 0.3],
    ["$decimalSum(['0.10', '0.20', 1])", 1.3],
    ["$decimalSum(lines.amount)", 0.3],
    ["$decimalSum([])", 0],
    ["$decimalMultiply(1.1, 1.1)", 1.21],
    ["$decimalMultiply('12345678901234567890', 2)", "24691357802469135780"],
    ["$decimalDivide(10, 4)", 2.5],
    ["$decimalDivide(1, 3, 2)", 0.33],
    ["$decimalDivide(0.125, 1, 2)", 0.13],
    ["$roundHalfUp(1.005, 2)", 1.01],
    ["$roundHalfUp(-2.5)", -3],
    ["$roundHalfUp('2.345', 2)", 2.35],
    ["$roundHalfEven(2.5)", 2],
    ["$roundHalfEven(2.345, 2)", 2.34],
    ["$roundHalfEven(missing, 2)", undefined],
    ["price ~> $roundHalfUp(1)", 9.9],
  ])("%s", (text, value) => {
    expect(evaluate(text, { lines: [{ amount: 0.1 }, { amount: 0.2 }], price: 9.94 })).toBe(value);
  });

  it.each([
    ["$decimalSum(['a'])", "X2101"],
    ["$roundHalfUp(1, 1.5)", "X2102"],
    ["$decimalDivide(1, 0)", "X2103"],
  ])("refuse %s", (text, code) => expect(() => evaluate(text)).toThrow(expect.objectContaining({ code })));
});

describe("mentioned tables", () => {
  it("are told with their ranges, and where the name is no literal", () => {
    const text = "$table('vat', a) & $table(b, c) & ('country' ~> $table(d))";
    expect(mentionedTables(text).map(({ name, start, end }) => [name, text.slice(start, end)])).toEqual([
      ["vat", "'vat'"],
      [undefined, "$table"],
      ["country", "'country'"],
    ]);
  });
});
