import { Readable } from "node:stream";
import type { RawRecord } from "@trasvase/shared/connector.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsv } from "./read-csv.ts";
import { readJsonList } from "./read-json-list.ts";
import { readNdjson } from "./read-ndjson.ts";

/** Cuts bytes at any places, as a disk or a socket may. */
function cut(bytes: Buffer, sizes: readonly number[]): AsyncIterable<Uint8Array> {
  const chunks: Buffer[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    chunks.push(Buffer.from(bytes.subarray(at, at + size)));
    at += size;
  }
  return Readable.from(chunks, { objectMode: true });
}

async function collect(records: AsyncIterable<RawRecord>): Promise<RawRecord[]> {
  const all: RawRecord[] = [];
  for await (const record of records) all.push(record);
  return all;
}

async function ndjson(
  text: string | Buffer,
  options: Partial<Parameters<typeof readNdjson>[1]> = {},
  sizes = [7],
): Promise<RawRecord[]> {
  const all: RawRecord[] = [];
  for await (const batch of readNdjson(cut(Buffer.from(text), sizes), { name: "f.ndjson", ...options }))
    all.push(...batch.records);
  return all;
}

const csvOptions = { name: "f.csv", delimiter: ",", encoding: "utf-8" } as const;
const csv = (text: string | Buffer, options: Partial<Parameters<typeof readCsv>[1]> = {}, sizes = [5]) =>
  collect(readCsv(cut(Buffer.from(text), sizes), { ...csvOptions, ...options }));
const list = (text: string | Buffer, sizes = [3]) =>
  collect(readJsonList(cut(Buffer.from(text), sizes), { name: "f.json" }));

const sizesOf = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
const record = fc.dictionary(
  fc.constantFrom("id", "náme", "東京"),
  fc.oneof(fc.string({ unit: "grapheme" }), fc.integer(), fc.boolean(), fc.constant(null)),
);
const clean = (value: unknown) => !JSON.stringify(value).includes("\\u0000");

describe("reading NDJSON", () => {
  it("gives every record back, wherever the bytes are cut and however lines end", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record.filter(clean), { maxLength: 12 }),
        sizesOf,
        fc.constantFrom("\n", "\r\n", "\n\n"),
        fc.boolean(),
        async (records, sizes, ending, closed) => {
          const text = records.map((one) => JSON.stringify(one)).join(ending) + (closed ? ending : "");
          expect(await ndjson(text, {}, sizes)).toEqual(records.map((data) => ({ data })));
        },
      ),
    );
  });

  it("rejects one bad line by its number and reads the others", async () => {
    const records = await ndjson('{"a":1}\n{"a":\n\n{"a":"\\u0000"}\n{"a":12345678901234567890}\n');
    expect(records).toMatchObject([
      { data: { a: 1 } },
      { rejected: { code: "bad-json", message: expect.stringContaining("Line 2 of f.ndjson") } },
      { rejected: { code: "nul", message: expect.stringContaining("Line 4 of f.ndjson") } },
      { data: { a: "12345678901234567890" } },
    ]);
  });

  it.each([
    ['{"a":"\\ud800"}', "lone-surrogate"],
    ['{"__proto__":1}', "hostile-key"],
    ['{"a":1e999}', "number-too-large"],
    [`${"[".repeat(70)}${"]".repeat(70)}`, "too-deep"],
  ])("notices %s among harmless lines", async (line, code) => {
    const harmless = Array.from(
      { length: 50 },
      (_, index) => `{"id":${index},"guid":"5d0a3c7e-1b42-4f6d-9a51-7c2e8f90b113"}`,
    );
    const records = await ndjson([...harmless, line, ...harmless].join("\n"), {}, [1000]);
    expect(records.length).toBe(101);
    expect(records[50]?.rejected?.code).toBe(code);
    expect(records.filter((one) => one.rejected).length).toBe(1);
  });

  it("finds long numbers at every place of a block", async () => {
    for (let shift = 0; shift < 48; shift++) {
      const [one] = await ndjson(`{"${"x".repeat(shift)}":1234567890123456789,"y":1e400}`, {}, [4096]);
      expect(one?.rejected?.code).toBe("number-too-large");
      const [two] = await ndjson(`{"${"x".repeat(shift)}":1234567890123456789}`, {}, [4096]);
      expect(two?.data).toEqual({ ["x".repeat(shift)]: "1234567890123456789" });
      const [three] = await ndjson(`{"${"x".repeat(shift)}":1e+400}`, {}, [4096]);
      expect(three?.rejected?.code).toBe("number-too-large");
    }
  });

  it("passes over lines that are too long without keeping them", async () => {
    const long = `"${"x".repeat(5000)}"`;
    const records = await ndjson(`{"a":1}\n${long}\n{"a":2}\n`, { maxLineBytes: 1000 }, [100]);
    expect(records).toMatchObject([
      { data: { a: 1 } },
      { rejected: { code: "too-long", message: expect.stringContaining("Line 2") } },
      { data: { a: 2 } },
    ]);
  });

  it("goes on behind the lines it is told to skip, and says how far it came", async () => {
    const text = Array.from({ length: 25 }, (_, index) => `{"n":${index}}`).join("\n");
    const first: number[] = [];
    for await (const batch of readNdjson(cut(Buffer.from(text), [64]), { name: "f", batchSize: 10 }))
      first.push(batch.lines);
    expect(first.at(-1)).toBe(25);
    const rest = await ndjson(text, { skipLines: 10 });
    expect(rest.map(({ data }) => (data as { n: number }).n)).toEqual(
      Array.from({ length: 15 }, (_, index) => index + 10),
    );
  });

  it("takes a byte order mark, and refuses UTF-16 and Latin-1 with what to do", async () => {
    expect(await ndjson('\ufeff{"a":1}\n')).toEqual([{ data: { a: 1 } }]);
    await expect(ndjson(Buffer.from('\ufeff{"a":1}\n', "utf16le"))).rejects.toThrow("UTF-8");
    expect(await ndjson(Buffer.from('{"a":"é"}\n{"a":1}\n', "latin1"))).toMatchObject([
      { rejected: { code: "encoding" } },
      { data: { a: 1 } },
    ]);
  });
});

describe("reading a JSON list", () => {
  it("gives every element back, wherever the bytes are cut and however it is laid out", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record.filter(clean), { maxLength: 8 }),
        sizesOf,
        fc.constantFrom(0, 2),
        async (records, sizes, indent) => {
          expect(await list(JSON.stringify(records, null, indent), sizes)).toEqual(
            records.map((data) => ({ data })),
          );
        },
      ),
    );
  });

  it("takes one object for one record", async () => {
    expect(await list('{"a":[1,{"b":"]}"}]}')).toEqual([{ data: { a: [1, { b: "]}" }] } }]);
  });

  it("rejects one bad element by its place", async () => {
    expect(await list('[{"a":1},{"a":+},{"a":"\\u0000"},{"a":3}]')).toMatchObject([
      { data: { a: 1 } },
      { rejected: { code: "bad-json", message: expect.stringContaining("Record 2 of f.json") } },
      { rejected: { code: "nul" } },
      { data: { a: 3 } },
    ]);
  });

  it.each([
    ['[{"a":1},', "ends inside record 2"],
    ['[{"a":"x', "ends inside record 1"],
    ['{"a":1}\n{"a":2}', "NDJSON"],
    ["a,b\n1,2", "does not begin with"],
    ["", "is empty"],
  ])("says what is wrong with %j", async (text, words) => {
    await expect(list(text)).rejects.toThrow(words);
  });
});

describe("reading CSV", () => {
  it("gives back what was written, with separators, quotes and line ends in the texts", async () => {
    const cell = fc.string({ unit: fc.constantFrom(..."ab;,\"'\n\r é東".split("")), maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { maxLength: 8 }),
        sizesOf,
        fc.constantFrom(",", ";", "\t"),
        async (rows, sizes, delimiter) => {
          const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const text = [["a", "b"], ...rows].map((row) => row.map(quote).join(delimiter)).join("\r\n");
          expect(await csv(text, { delimiter }, sizes)).toEqual(rows.map(([a, b]) => ({ data: { a, b } })));
        },
      ),
    );
  });

  it("reads unquoted rows, blank lines and a last row without an end", async () => {
    expect(await csv('id,name\r\n1,Zoë "Z" \r\n\r\n2,')).toEqual([
      { data: { id: "1", name: 'Zoë "Z" ' } },
      { data: { id: "2", name: "" } },
    ]);
  });

  it("rejects a row with another number of columns by its row", async () => {
    expect(await csv("a,b\n1,2\n1,2,3\n4,5\n")).toMatchObject([
      { data: { a: "1" } },
      { rejected: { message: expect.stringContaining("Row 3 of f.csv has 3 columns, the header has 2") } },
      { data: { a: "4" } },
    ]);
  });

  it("names the row in which a quotation mark is never closed", async () => {
    await expect(csv('a,b\n1,2\n3,"4\n5,6\n')).rejects.toThrow(
      'Row 3 of "f.csv" has a quotation mark that is never closed',
    );
  });

  it("stops at a row that is too long or too wide, with its number", async () => {
    await expect(
      csv(`a,b\n1,2\n3,"${"x".repeat(3000)}`, { limits: { maxRowLength: 1000, maxColumns: 10 } }),
    ).rejects.toThrow("Row 3");
    await expect(
      csv(`a\n${",".repeat(20)}`, { limits: { maxRowLength: 1000, maxColumns: 10 } }),
    ).rejects.toThrow("more than 10 columns");
  });

  it("reads Windows-1252 when told so, and says so when it should have been", async () => {
    const bytes = Buffer.from([0x61, 0x0a, 0x80, 0xe9, 0x0a]);
    expect(await csv(bytes, { encoding: "windows-1252" })).toEqual([{ data: { a: "€é" } }]);
    await expect(csv(bytes)).rejects.toThrow("Windows-1252");
  });

  it.each([
    ["a,a\n1,2", "twice"],
    ["a,,b\n", "no name for column 2"],
    ["__proto__\n1", "never accepted"],
    ["", "is empty"],
  ])("refuses the header of %j", async (text, words) => {
    await expect(csv(text)).rejects.toThrow(words);
  });
});
