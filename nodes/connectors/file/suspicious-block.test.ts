import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSuspicious } from "./suspicious-block.ts";

const digit = fc.constantFrom(..."0123456789");
const filler = fc.string({ unit: fc.constantFrom(...'abcdeE",:{}[]- /0123456789.+'), maxLength: 40 });

/** What the words of four bytes must never miss, said plainly. */
const plain = /[0-9.]{16}|[0-9][eE][+-]?[0-9]{3}/;

describe("isSuspicious", () => {
  it("sees a run of 16 digits and an exponent of three wherever they stand", () => {
    const inexact = fc.oneof(
      fc.array(digit, { minLength: 16, maxLength: 20 }).map((all) => all.join("")),
      fc
        .tuple(
          fc.array(digit, { minLength: 1, maxLength: 3 }),
          fc.constantFrom("", "."),
          fc.array(digit, { minLength: 15, maxLength: 17 }),
        )
        .map(([whole, point, fraction]) => `${whole.join("")}${point}${fraction.join("")}`)
        .filter((text) => plain.test(text)),
      fc
        .tuple(
          digit,
          fc.constantFrom("e", "E"),
          fc.constantFrom("", "+", "-"),
          fc.array(digit, { minLength: 3, maxLength: 4 }),
        )
        .map(([first, e, sign, exponent]) => `${first}${e}${sign}${exponent.join("")}`),
    );
    fc.assert(
      fc.property(filler, inexact, filler, (before, number, after) => {
        expect(isSuspicious(Buffer.from(`${before}${number}${after}\n`))).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it("lets everything else through", () => {
    fc.assert(
      fc.property(fc.array(filler, { maxLength: 5 }), (parts) => {
        const text = `${parts.join(" ")}\n`;
        expect(isSuspicious(Buffer.from(text))).toBe(plain.test(text));
      }),
      { numRuns: 3000 },
    );
  });

  it.each(['{"a":"\\u0000"}', '{"a":"\\ud83d"}', '{"a":"\\uDE00"}', '{"__proto__":1}'])("sees %s", (line) => {
    expect(isSuspicious(Buffer.from(`${line}\n`))).toBe(true);
  });

  it.each([
    '{"a":"Calle Mayor 1, 2º é"}',
    '{"at":"2026-11-23T10:15:00.123Z"}',
    '{"tel":"+31-20-1234567"}',
    '{"a":"\\n\\t"}',
  ])("lets %s through", (line) => {
    expect(isSuspicious(Buffer.from(`${line}\n`))).toBe(false);
  });
});
