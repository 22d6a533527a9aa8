import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type JsonFault, parseJson } from "./read-json.ts";

function faultOf(text: string): string {
  try {
    parseJson(text);
  } catch (error) {
    return (error as JsonFault).code;
  }
  return "none";
}

describe("reading JSON", () => {
  it("reads every JSON document as JSON.parse does when its numbers are exact", () => {
    const exact = fc.oneof(
      fc.maxSafeInteger(),
      fc.integer().map((value) => value / 8),
    );
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { depthSize: "small" },
        exact,
        fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0")),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("tree"), { maxLength: 4 }),
        fc.dictionary(
          fc.string({ unit: "grapheme-ascii" }).filter((key) => key !== "__proto__"),
          tie("tree"),
          { maxKeys: 4 },
        ),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        for (const text of [JSON.stringify(value), JSON.stringify(value, null, 2)])
          expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it("throws a fault and nothing else for any text", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'[]{}",:0123456789.eE+-\\u d8tf'.split("")), maxLength: 60 }),
        (text) => {
          const code = faultOf(text);
          expect([
            "none",
            "bad-json",
            "too-deep",
            "nul",
            "lone-surrogate",
            "number-too-large",
            "hostile-key",
          ]).toContain(code);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["9007199254740991", 9007199254740991],
    ["9007199254740993", "9007199254740993"],
    ["12345678901234567890", "12345678901234567890"],
    ["-12345678901234567890", "-12345678901234567890"],
    ["123456789012345", 123456789012345],
    ["0.123456789012345", 0.123456789012345],
    ["0.1234567890123456", "0.1234567890123456"],
    ["1234567890.12345678", "1234567890.12345678"],
    ["1.5000000000000000000", 1.5],
    ["100000000000000000000.50", "100000000000000000000.50"],
    ["1e21", 1e21],
    ["1.5E+3", 1500],
    ["1e-400", "1e-400"],
  ])("reads the number %s as %j, in a field, in a list and alone", (number, value) => {
    expect(parseJson(number)).toEqual(value);
    expect(parseJson(`{"a":[${number}, ${number}],"b":"${number}","c":${number}}`)).toEqual({
      a: [value, value],
      b: number,
      c: value,
    });
  });

  it.each([
    ["an infinite number", '{"a":1e400}', "number-too-large"],
    ["NUL", '{"a":"x\\u0000y"}', "nul"],
    ["NUL in a name", '{"\\u0000":1}', "nul"],
    ["the first half of a character", '{"a":"\\ud83d"}', "lone-surrogate"],
    ["the second half of a character", '{"a":"\\uDE00 x"}', "lone-surrogate"],
    ["two first halves", '{"a":"\\ud83d\\ud83d"}', "lone-surrogate"],
    ["__proto__", '{"a":{"__proto__":{"admin":true}}}', "hostile-key"],
    ["__proto__ in disguise", '{"__pr\\u006fto__" : 1}', "hostile-key"],
    ["65 levels", `${"[".repeat(65)}${"]".repeat(65)}`, "too-deep"],
    ["100,000 levels", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, "too-deep"],
    ["a cut text", '{"a":', "bad-json"],
    ["a comma too many", '{"a":1,}', "bad-json"],
    ["a leading zero", '{"a":0123456789012345678}', "bad-json"],
  ])("refuses %s", (_, text, code) => {
    expect(faultOf(text)).toBe(code);
  });

  it.each([
    ["64 levels", `${"[".repeat(64)}${"]".repeat(64)}`],
    ["a whole emoji in escapes", '{"a":"\\ud83d\\ude00"}'],
    ["brackets in a text", JSON.stringify({ a: "[".repeat(500) })],
    ["many small lists", JSON.stringify(Array.from({ length: 500 }, () => [1]))],
    ["__proto__ as a value", '{"a":"__proto__"}'],
  ])("takes %s", (_, text) => {
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });
});
