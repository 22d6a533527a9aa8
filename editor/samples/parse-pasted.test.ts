import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePasted } from "./parse-pasted.ts";

describe("reading a pasted text", () => {
  it.each([
    ['{"a":1}', "json", [{ a: 1 }]],
    ['[{"a":1},{"a":2}]', "json", [{ a: 1 }, { a: 2 }]],
    ['{"a":1}\n\n{"a":2}\n', "ndjson", [{ a: 1 }, { a: 2 }]],
    [
      'id,name\n1,Ann\n2,"O""Neil, Joe"\n',
      "csv",
      [
        { id: "1", name: "Ann" },
        { id: "2", name: 'O"Neil, Joe' },
      ],
    ],
    ['id;name\r\n1;"two\r\nlines"', "csv", [{ id: "1", name: "two\nlines" }]],
    ["\uFEFFid\tname\n1\t", "csv", [{ id: "1", name: "" }]],
  ])("%j is %s", (text, format, records) => {
    expect(parsePasted(text)).toEqual({ ok: true, format, records, more: 0 });
  });

  it.each([
    ["  ", "empty", 1],
    ["[]", "no-records", 1],
    ['{\n "a": \n}', "json", 3],
    ['{"a":1}\n{"a":', "ndjson", 2],
    ["hello", "csv", 1],
    ["a,b\n1,2\n3", "csv", 3],
    ['a,b\n1,"2', "csv", 2],
  ])("refuses %j as %s and names line %i", (text, code, line) => {
    expect(parsePasted(text)).toMatchObject({ ok: false, code, line });
  });

  it("takes the first 50 and counts the rest", () => {
    const pasted = parsePasted(JSON.stringify(Array.from({ length: 60 }, (_, n) => ({ n }))));
    expect(pasted).toMatchObject({ ok: true, more: 10 });
    expect(pasted.ok && pasted.records.length).toBe(50);
  });

  it("answers for any text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parsePasted(text)).toBeTypeOf("object");
      }),
    );
  });

  it("gives back any table that was written as CSV", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", " ", "é") });
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
        const text = ["x,y", ...rows.map((row) => row.map(quote).join(","))].join("\n");
        expect(parsePasted(text)).toMatchObject({ ok: true, records: rows.map(([x, y]) => ({ x, y })) });
      }),
    );
  });
});
