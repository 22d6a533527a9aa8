import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../json.ts";
import { makeStandIns } from "./stand-ins.ts";

const keyed = (key: string) => makeStandIns((text) => createHmac("sha256", key).update(text).digest());
const standIns = keyed("one workspace");

const letters = fc.stringMatching(/^[a-zA-Zàéïöûñ]{3,12}$/);
const name = fc.tuple(letters, letters).map((both) => both.join(" "));
const personal = fc.oneof(
  name,
  fc.tuple(letters, letters).map(([local, host]) => `${local}.x@${host}.nl`),
  fc.stringMatching(/^\+?[0-9]{2}[- ]?[0-9]{6,8}$/),
  fc.stringMatching(/^[1-9][0-9]{3} ?[A-Z]{2}$/),
  fc.stringMatching(/^NL[0-9]{9}B[0-9]{2}$/),
  fc
    .date({ min: new Date("1900-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
);

/** A text with every sign replaced by its kind. */
const shapeOf = (text: string) =>
  text
    .replace(/\p{Lu}/gu, "A")
    .replace(/[\p{L}\p{M}]/gu, "a")
    .replace(/\p{N}/gu, "0");

describe("a stand-in", () => {
  it("has the shape of its original and none of its words", () => {
    fc.assert(
      fc.property(
        fc.oneof(name, fc.stringMatching(/^[0-9]{3} [0-9]{4}$/), fc.string({ unit: "grapheme" })),
        (text) => {
          if (text.includes("@") || /^[A-Z]{2}\d/.test(text)) return;
          const made = standIns.text(text);
          // Letters that become several when their case changes keep their kind, not their number.
          if (text.toLowerCase().toUpperCase().length === text.length && text.normalize("NFC") === text) {
            expect(shapeOf(made)).toBe(shapeOf(text));
          }
          for (const word of text.match(/\p{L}{3,}/gu) ?? []) {
            expect(made.toLowerCase().split(/\P{L}+/u)).not.toContain(word.toLowerCase());
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("is equal for equal values, other for other keys, and the same at any time", () => {
    fc.assert(
      fc.property(personal, (text) => {
        expect(standIns.text(text)).toBe(keyed("one workspace").text(text));
        expect(standIns.text(text)).not.toBe(text);
        expect(standIns.value({ a: [text], b: text })).toEqual({
          a: [standIns.text(text)],
          b: standIns.text(text),
        });
      }),
    );
    const others = fc.sample(name, 200);
    const different = others.filter((text) => keyed("another").text(text) !== standIns.text(text));
    expect(different.length).toBeGreaterThan(195);
  });

  it("keeps apart what was apart, nearly always", () => {
    const texts = [...new Set(fc.sample(name, 3000).map((text) => text.toLowerCase()))];
    const made = new Set(texts.map((text) => standIns.text(text)));
    expect(made.size / texts.length).toBeGreaterThan(0.99);
  });

  it("goes along with capitals, joining and splitting", () => {
    const plain = fc.stringMatching(/^[a-z]{1,10}$/);
    fc.assert(
      fc.property(plain, plain, (first, last) => {
        const whole = standIns.text(`${first} ${last}`);
        expect(whole).toBe(`${standIns.text(first)} ${standIns.text(last)}`);
        expect(standIns.text(first.toUpperCase())).toBe(standIns.text(first).toUpperCase());
        expect(standIns.text(`${first}@${last}.com`)).toBe(
          `${standIns.text(first)}@${standIns.text(last)}.test`,
        );
      }),
    );
  });

  it.each([
    ["anna.jansen@bedrijf.nl", /^[a-z]{4}\.[a-z]{6}@[a-z]{7}\.test$/],
    ["A.B@X.NL", /^[A-Z]\.[A-Z]@[A-Z]\.TEST$/],
    ["Anna <anna@x.nl>, bel 06-12345678", /^[A-Z][a-z]{3} <[a-z]{4}@[a-z]\.test>, [a-z]{3} 0\d-\d{8}$/],
    ["+31 6 1234 5678", /^\+\d\d \d \d{4} \d{4}$/],
    ["2011 AB", /^\d{4} [A-Z]{2}$/],
    ["NL001234567B01", /^NL0\d{8}[A-Z]0[1-9]$/],
    ["Kerkstraat 12-b", /^[A-Z][a-z]{9} [1-9]{2}-[a-z]$/],
    ["Łódź", /^[A-Z][a-z]{3}$/],
    ["山田 太郎", /^[a-z]{2} [a-z]{2}$/],
    ["", /^$/],
    ["  --  ", /^ {2}-- {2}$/],
  ])("of %j is of the same kind", (original, kind) => {
    expect(standIns.text(original)).toMatch(kind);
  });

  it.each([
    ["1980-02-29", /^1980-\d\d-\d\d$/],
    ["1980-02-29T00:00:00", /^1980-\d\d-\d\dT00:00:00$/],
    ["2021-12-31T23:59:59.123Z", /^2021-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/],
    ["31-12-1980", /^\d\d-\d\d-1980$/],
    ["1/2/1980", /^\d{1,2}\/\d{1,2}\/1980$/],
  ])("of the date %s is another date of its year", (original, kind) => {
    const made = standIns.text(original);
    expect(made).toMatch(kind);
    expect(made).not.toBe(original);
    if (/^\d{4}-/.test(made)) expect(new Date(made).toString()).not.toBe("Invalid Date");
  });

  it("of any date is a date", () => {
    const date = fc.date({ min: new Date("0101-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(date, (one) => {
        const text = one.toISOString();
        expect(new Date(standIns.text(text)).toString()).not.toBe("Invalid Date");
        expect(standIns.text(text.slice(0, 10))).not.toBe(text.slice(0, 10));
      }),
    );
  });

  it.each([
    "NL91ABNA0417164300",
    "NL91 ABNA 0417 1643 00",
    "DE89370400440532013000",
    "GB29 NWBK 6016 1331 9268 19",
  ])("of the IBAN %s has its country, its groups and right check digits", (iban) => {
    const made = standIns.text(iban);
    expect(made.slice(0, 2)).toBe(iban.slice(0, 2));
    expect(shapeOf(made)).toBe(shapeOf(iban));
    expect(made).not.toContain(iban.replaceAll(" ", "").slice(6, 12));
    const compact = made.replaceAll(" ", "");
    const digits = [...compact.slice(4), ...compact.slice(0, 4)]
      .map((sign) => Number.parseInt(sign, 36))
      .join("");
    expect(BigInt(digits) % 97n).toBe(1n);
    expect(compact).toBe(standIns.text(iban.replaceAll(" ", "")));
  });

  it("of a number has its sign, its length and its decimals, and is that of its text", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 999 }), (whole, fraction) => {
        const number = Number(`${whole}.${fraction}`);
        const made = standIns.value(number);
        expect(shapeOf(String(made))).toBe(shapeOf(String(number)));
        if (number > 0) expect(String(made)).toBe(standIns.text(String(number)));
      }),
    );
  });

  it("leaves names of members, nothing, and yes or no alone", () => {
    expect(standIns.value({ Anna: null, ok: true, no: false, list: [] })).toEqual({
      Anna: null,
      ok: true,
      no: false,
      list: [],
    });
  });

  it("is made of any JSON, and is JSON of the same type", () => {
    const kindOf = (value: Json): unknown =>
      Array.isArray(value)
        ? value.map(kindOf)
        : value !== null && typeof value === "object"
          ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, kindOf(one)]))
          : typeof value;
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // fast-check's JSON type is JSON.
        const json = value as Json;
        expect(kindOf(standIns.value(json))).toEqual(kindOf(json));
      }),
    );
  });

  it("is made quickly of a long text without spaces", () => {
    const long = `${"a1".repeat(50_000)}@`;
    expect(standIns.text(long)).toHaveLength(long.length);
  });
});
