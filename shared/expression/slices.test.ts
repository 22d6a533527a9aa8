import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { pairAt, replaceValue } from "./slice-edits.ts";
import { type ObjectSlice, slices } from "./slices.ts";
import { tokenize } from "./tokens.ts";

const groups = fileURLToPath(new URL("../../../shared/jsonata-test-suite/groups/", import.meta.url));

function suiteTexts(): string[] {
  if (!existsSync(groups)) return [];
  return readdirSync(groups).flatMap((group) =>
    readdirSync(`${groups}${group}`).flatMap((file) => {
      const content = readFileSync(`${groups}${group}/${file}`, "utf8");
      if (!file.endsWith(".json")) return [content];
      const cases: unknown = JSON.parse(content);
      return [cases].flat().flatMap((one) => (one as { expr?: string }).expr ?? []);
    }),
  );
}

const mapping = `( /* whole */
  $vat := 21; /* per cent */
  {
    /* who */ "name": customer.name, /* trailing */
    "total": total > 0 ? total : 0 /* never negative */,
    "address": { "city": billing.city, "country": $table("country", billing.country) },
    "lines": [lines[qty > 0].{"sku": sku, "note": "a, b: c"}]
  }
)`;

/** The rows of a text as names, groups and values, to compare with. */
function shape(text: string) {
  const read = ({ pairs }: ObjectSlice): unknown =>
    pairs.map(({ name, key, value, group }) => {
      const of = name ?? text.slice(key.start, key.end);
      if (group === undefined) return [of, text.slice(value.start, value.end)];
      if (group.kind === "object") return [of, read(group.object)];
      const { context, filter, isList } = group;
      return [
        of,
        {
          each: text.slice(context.start, context.end),
          ...(filter ? { where: text.slice(filter.start, filter.end) } : {}),
          ...(isList ? {} : { isList }),
          make: read(group.object),
        },
      ];
    });
  const cut = slices(text);
  return cut.kind === "table" ? read(cut.object) : "one row";
}

describe("slices", () => {
  it("finds the rows of the object in a block, with their comments and the rows inside", () => {
    expect(shape(mapping)).toEqual([
      ["name", "customer.name"],
      ["total", "total > 0 ? total : 0 /* never negative */"],
      [
        "address",
        [
          ["city", "billing.city"],
          ["country", '$table("country", billing.country)'],
        ],
      ],
      [
        "lines",
        {
          each: "lines",
          where: "qty > 0",
          make: [
            ["sku", "sku"],
            ["note", '"a, b: c"'],
          ],
        },
      ],
    ]);
  });

  const one = [["a", "1"]];
  it.each([
    ["{'l': [lines.{'a': 1}]}", { each: "lines", make: one }],
    ["{'l': lines.{'a': 1}}", { each: "lines", isList: false, make: one }],
    ["{'l': [$source.lines#$i.{'a': 1}]}", { each: "$source.lines#$i", make: one }],
    ["{'l': [$source.lines#$i[qty>0].{'a': 1}]}", { each: "$source.lines#$i", where: "qty>0", make: one }],
    ["{'l': [ lines [ a[0] = [1] ] . {'a': 1} ]}", { each: "lines", where: "a[0] = [1]", make: one }],
    ["{'l': [lines[].{'a': 1}]}", { each: "lines[]", make: one }],
    ["{'l': [lines^(>qty).{'a': 1}]}", { each: "lines^(>qty)", make: one }],
    ["{'l': [(a; b).*.{'a': 1}]}", { each: "(a; b).*", make: one }],
    ["{'l': [$filter(lines, $f).{'a': 1}]}", { each: "$filter(lines, $f)", make: one }],
    ["{'l': [lines.{}]}", { each: "lines", make: [] }],
    ["{'l': [a.{'a': [b.{'a': 1}]}]}", { each: "a", make: [["a", { each: "b", make: one }]] }],
  ])("takes %s for lines", (text, lines) => {
    expect(shape(text)).toEqual([["l", lines]]);
  });

  it.each([
    "lines{'a': 1}",
    "[lines.{'a': 1}, 2]",
    "a & b.{'a': 1}",
    "a ? b.{'a': 1} : c.{'a': 1}",
    "a * b.{'a': 1}",
    "a and b.{'a': 1}",
    "lines.{$k: 1, 2}",
    "lines.{'a' 1}",
    "function($x){$x.a}",
    "[{'a': 1}]",
    "$map(lines, function($l){{'a': $l.a}})",
    "(lines).({'a': 1})",
    "lines.{'a': 1}[0]",
  ])("takes %s for one value", (value) => {
    expect(shape(`{'l': ${value}}`)).toEqual([["l", value]]);
  });

  it.each([
    "a.b",
    "{'a': 1}.a",
    "$merge([{}, {}])",
    "a ? {} : {}",
    "{ 'a' 1 }",
    "({'a': 1}; 2)",
    "",
    "{",
    "{'a': (1, 'b': 2}",
    "{'a': 1), 'b': 2}",
    "{'a': 'x, 'b': 2}",
    "{'a': 1,}",
    "{,}",
    "{: 1}",
    "{'a': /* nothing */}",
    "{'a': 1} /* open",
  ])("shows %j as one row", (text) => {
    expect(slices(text)).toEqual({ kind: "expression", whole: { start: 0, end: text.length } });
  });

  it("cuts a computed key too, and says that it has no name", () => {
    expect(shape("{ type & 'Code': code, 'b': 1 }")).toEqual([
      ["type & 'Code'", "code"],
      ["b", "1"],
    ]);
    expect(slices("{ $k: 1 }")).toMatchObject({ object: { pairs: [{ name: undefined }] } });
  });

  it("does not tire of brackets", () => {
    const deep = 20_000;
    for (const [open, close] of [
      ["(", ")"],
      ['{"a": ', "}"],
      ['[a.{"a": ', "}]"],
    ] as const) {
      const text = `${open.repeat(deep)}1${close.repeat(deep)}`;
      expect(slices(text).kind).toBe(open === "{" + '"a": ' ? "table" : "expression");
    }
  });

  it("puts every expression of the suite together again byte for byte", () => {
    for (const text of suiteTexts()) {
      expect(
        tokenize(text)
          .map((token) => token.text)
          .join(""),
      ).toBe(text);
      const cut = slices(text);
      if (cut.kind !== "table") continue;
      cut.object.pairs.forEach((_, index) => {
        const { value } = pairAt(cut, [index]) ?? { value: { start: 0, end: 0 } };
        expect(replaceValue(text, [index], text.slice(value.start, value.end))).toBe(text);
      });
    }
  });
});
